// data-list: what the links and forms of a list replace in place, from the same page as without
// scripts. data-beside: parts of the frame that go with it. The address, the focus and the place on
// the screen are kept; the new total is announced. Whoever cares hears the event "listed".
import { framed, pageOf } from './address.js';
import { announce } from './announce.js';
import { formAddress, sameList } from './list-address.js';
import { REGION, found, markOf, texts, typedSince } from './list-kept.js';

const FORMS = 'form[data-filter], form[data-columns]';

/**
 * @typedef {object} Visit
 * @property {boolean} push whether the address is a new one
 * @property {import('./list-kept.js').Mark} [mark] where the focus was
 * @property {number} [scroll] where on the screen it ends, the same place without it
 */

/** @param {Document} root */
export function attach(root) {
  if (!root.querySelector(REGION)) return;
  /** @type {AbortController | undefined} */
  let running;
  let shown = pageOf(location.href);

  /**
   * @param {string} href
   * @param {Visit} visit
   */
  const go = async (href, visit) => {
    const address = framed(href, location.href);
    running?.abort();
    const mine = running = new AbortController();
    root.querySelector(REGION)?.setAttribute('aria-busy', 'true');
    const before = texts(root);
    const page = await fetched(address, mine.signal);
    if (mine.signal.aborted) return;
    if (page === null) {
      location.assign(address);
      return;
    }
    if (visit.push && address !== location.href) {
      history.replaceState({ ...history.state, scroll: scrollY }, '');
      history.pushState({}, '', address);
    }
    shown = pageOf(location.href);
    const typed = typedSince(root, before);
    replace(root, page);
    restore(root, visit);
    for (const one of typed) retype(root, one);
    announce(root.querySelector('[data-count]')?.textContent?.trim() ?? page.title);
  };

  root.addEventListener('click', (event) => {
    const link = linkOf(/** @type {MouseEvent} */ (event));
    if (!link || !sameList(link.href, location.href)) return;
    event.preventDefault();
    const turns = link.rel === 'next' || link.rel === 'prev';
    go(link.href, { push: true, mark: markOf(link), scroll: turns ? 0 : undefined });
  });
  root.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches(`${REGION} :is(${FORMS})`) || !sameList(form.action, location.href)) return;
    event.preventDefault();
    const fields = /** @type {[string, string][]} */ ([...new FormData(form)]);
    const at = /** @type {HTMLElement} */ (root.activeElement);
    go(formAddress(new URL(form.action).href, fields), { push: true, mark: markOf(at) });
  });
  root.addEventListener('change', (event) => {
    const field = /** @type {HTMLElement} */ (event.target);
    if (field.matches('[data-submit]')) /** @type {HTMLSelectElement} */ (field).form?.requestSubmit();
  });
  root.addEventListener('listed', () => hideButtons(root));
  hideButtons(root);
  addEventListener('popstate', (event) => {
    // A link within the page, as the one that skips its head, makes an entry of the history, too.
    if (pageOf(location.href) === shown) return;
    go(location.href, { push: false, scroll: event.state?.scroll ?? 0 });
  });
}

/**
 * A link of the list that a plain click follows.
 * @param {MouseEvent} event
 * @returns {HTMLAnchorElement | null}
 */
function linkOf(event) {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  return /** @type {Element} */ (event.target).closest(`${REGION} a[href]:not([download])`);
}

/**
 * The page at an address; null where it has no list, or cannot be reached.
 * @param {string} address
 * @param {AbortSignal} signal
 * @returns {Promise<Document | null>}
 */
async function fetched(address, signal) {
  try {
    // A page that says what is wrong with a filter has a list, too, whatever its status.
    const answer = await fetch(address, { headers: { Accept: 'text/html' }, signal });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    return page.querySelector(REGION) ? page : null;
  } catch {
    return null;
  }
}

/**
 * @param {Document} root
 * @param {Document} page
 */
function replace(root, page) {
  /** @type {Map<string | undefined, boolean>} */
  const folded = new Map();
  for (const facet of facets(root)) folded.set(facet.dataset.facet, facet.open);
  const fresh = /** @type {Element} */ (page.querySelector(REGION));
  root.querySelector(REGION)?.replaceWith(fresh);
  for (const old of root.querySelectorAll('[data-beside]')) {
    const name = /** @type {HTMLElement} */ (old).dataset.beside;
    const other = page.querySelector(`[data-beside="${name}"]`);
    if (other) old.replaceWith(other);
  }
  for (const old of root.head.querySelectorAll('link[rel=alternate], link[rel=canonical]')) old.remove();
  root.head.append(...page.head.querySelectorAll('link[rel=alternate], link[rel=canonical]'));
  root.title = page.title;
  fresh.dispatchEvent(new CustomEvent('listed', { bubbles: true }));
  for (const facet of facets(root)) {
    const open = folded.get(facet.dataset.facet);
    if (open !== undefined) facet.open = open;
  }
}

/**
 * @param {Document} root
 * @param {Visit} visit
 */
function restore(root, visit) {
  const place = visit.scroll ?? scrollY;
  const menus = /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll(`${REGION} details.menu`));
  if (visit.mark && visit.mark.menu >= 0 && menus[visit.mark.menu]) menus[visit.mark.menu].open = true;
  const target = (visit.mark && found(root, visit.mark)) ?? root.querySelector('[data-count]');
  if (visit.push) /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: true });
  scrollTo(scrollX, place);
}

/**
 * @param {Document} root
 * @param {import('./list-kept.js').Typed} typed
 */
function retype(root, typed) {
  const field = found(root, typed.mark);
  if (!(field instanceof HTMLInputElement)) return;
  field.value = typed.text;
  if (!typed.caret) return;
  field.focus({ preventScroll: true });
  field.setSelectionRange(...typed.caret);
}

/** @param {Document} root */
function facets(root) {
  return /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll('[data-facet]'));
}

/** @param {Document} root */
function hideButtons(root) {
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-submit-by-hand]'))) one.hidden = true;
}
