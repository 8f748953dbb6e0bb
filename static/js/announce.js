// data-toast: the one polite live region, which says what changed without a page load.

const SHOWN_MS = 2400;

/**
 * @param {string} text
 * @param {Document} root
 */
export function announce(text, root = document) {
  const toast = root.querySelector('[data-toast]');
  if (!toast) return;
  toast.textContent = text;
  setTimeout(() => { if (toast.textContent === text) toast.textContent = ''; }, SHOWN_MS);
}
