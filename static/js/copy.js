// data-copy-link: copies the address of this page. data-copy: copies the attribute's own text.
// Both stay hidden where they could not work: without scripts, and outside secure contexts.
import { shareable } from './address.js';
import { announce } from './announce.js';

/** @param {ParentNode} root */
export function attach(root) {
  if (!navigator.clipboard) return;
  const buttons = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-copy-link], [data-copy]'));
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const text = button.dataset.copy;
      try {
        await navigator.clipboard.writeText(text ?? shareable(location.href));
        announce(text === undefined ? 'Link copied' : 'Copied');
      } catch {
        announce('Copying was blocked');
      }
    });
  }
}
