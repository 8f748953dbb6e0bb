// data-search: the field that Escape leaves; how "/" moves to it stands in shortcuts.js.

/** @param {Document} root */
export function attach(root) {
  const field = /** @type {HTMLInputElement | null} */ (root.querySelector('[data-search]'));
  // On the page: what is open below the field takes the first Escape.
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target === field) field?.blur();
  });
}
