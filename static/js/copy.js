// data-copy-link: copies the address of this page. data-copy: the attribute's own text.
// data-copy-path: a path, as an address. data-copy-code: the code beside the button.
// All stay hidden where they could not work: without scripts, and outside secure contexts. Where the
// browser refuses, the text is shown, selected.
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
      const copied = isLink ? shareable(location.href) : text(button);
      try {
        await navigator.clipboard.writeText(copied);
        announce(isLink ? 'Link copied' : 'Copied');
      } catch {
        showSelected(copied);
      }
    });
  }
}

/** @param {string} copied */
function showSelected(copied) {
  const dialog = document.createElement('dialog');
  dialog.className = 'keys by-hand';
  const field = document.createElement('textarea');
  field.value = copied;
  field.readOnly = true;
  field.rows = 4;
  const label = document.createElement('label');
  label.append('Copying was blocked. Copy it from here:', field);
  const close = document.createElement('button');
  close.className = 'btn';
  close.textContent = 'Close';
  close.addEventListener('click', () => dialog.close());
  dialog.append(label, close);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.select();
}

/** @param {HTMLElement} button @returns {string} */
function text(button) {
  const { copy, copyPath } = button.dataset;
  if (copyPath !== undefined) return new URL(copyPath, location.href).href;
  return copy ?? button.parentElement?.querySelector('code')?.textContent ?? '';
}
