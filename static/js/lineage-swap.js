// Parts of the page anew from another address, without loading the page: [data-part] names them.
// The graph itself stays; what it shows is taken from the other page.
import { attach as copy } from './copy.js';

/**
 * The other page's document; null where it is no lineage page with a picture.
 * @param {string} address
 * @returns {Promise<Document | null>}
 */
export async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return null;
  // The other page's own style elements bear a nonce that the policy of this one refuses.
  const text = (await answer.text()).replace(/<style[^>]*><\/style>/g, '');
  const page = new DOMParser().parseFromString(text, 'text/html');
  return page.querySelector('[data-lineage] [data-view]') ? page : null;
}

/**
 * The parts around the graph, replaced by those of the other page.
 * @param {Document} page
 */
export function around(page) {
  for (const part of document.querySelectorAll('[data-part]')) {
    const name = /** @type {HTMLElement} */ (part).dataset.part;
    const other = page.querySelector(`[data-part="${name}"]`);
    if (name === 'graph' || !other) continue;
    part.replaceWith(other);
    copy(other);
  }
  document.title = page.title;
}

/**
 * Change the page and scroll so far that `element` stays where it is seen.
 * @param {HTMLElement} element
 * @param {() => void} change
 * @returns {number} pixels that it moved down all the same, for want of page to scroll
 */
export function kept(element, change) {
  const moved = () => element.getBoundingClientRect().top - top;
  const top = element.getBoundingClientRect().top;
  change();
  window.scrollBy({ top: moved(), behavior: 'instant' });
  return moved();
}

/**
 * The picture's links, its panel and its data inside `element`, replaced by those of the other page.
 * @param {HTMLElement} element
 * @param {Document} page
 */
export function within(element, page) {
  const other = /** @type {HTMLElement} */ (page.querySelector('[data-lineage]'));
  for (const place of ['[data-view] > .graph', '.legend', '[data-panel]', 'script[data-flow]']) {
    const [old, fresh] = [element.querySelector(place), other.querySelector(place)];
    if (old && fresh) old.replaceWith(fresh);
  }
  for (const name of ['start', 'selected', 'findText']) element.dataset[name] = other.dataset[name] ?? '';
}
