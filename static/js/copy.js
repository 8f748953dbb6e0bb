// data-copy-link: copies the address of this page. data-copy: the attribute's own text.
// data-copy-path: a path, as an address. data-copy-code: the code beside the button.
// All stay hidden where they could not work: without scripts, and outside secure contexts.
import { shareable } from './address.js';
import { announce } from './announce.js';

/** @param {ParentNode} root */
export function attach(root) {
  if (!navigator.clipboard) return;
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (
    root.querySelectorAll('[data-copy-link], [data-copy], [data-copy-path], [data-copy-code]'));
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const isLink = 'copyLink' in button.dataset;
      try {
        await navigator.clipboard.writeText(isLink ? shareable(location.href) : text(button));
        announce(isLink ? 'Link copied' : 'Copied');
      } catch {
        announce('Copying was blocked');
      }
    });
  }
}

/** @param {HTMLElement} button @returns {string} */
function text(button) {
  const { copy, copyPath } = button.dataset;
  if (copyPath !== undefined) return new URL(copyPath, location.href).href;
  return copy ?? button.parentElement?.querySelector('code')?.textContent ?? '';
}
