// data-toast: the one polite live region, which says what changed without a page load.

const SHOWN_MS = 2400;

let clearing = 0; // the timer of what is told now

/**
 * @param {string} text
 * @param {Document} root
 */
export function announce(text, root = document) {
  const toast = root.querySelector('[data-toast]');
  if (!toast) return;
  toast.textContent = text;
  // Else the timer of the last message would take away one that says the same.
  clearTimeout(clearing);
  clearing = window.setTimeout(() => { toast.textContent = ''; }, SHOWN_MS);
}
