// data-search: the fields that Escape leaves. "/" moves to that of value "page" before all others;
// how keys come there stands in shortcuts.js.

/** @param {Document} root @returns {HTMLInputElement | null} */
export function fieldOf(root) {
  return root.querySelector('[data-search="page"]') ?? root.querySelector('[data-search]');
}

/** @param {Document} root */
export function attach(root) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('[data-search]'));
  const field = fieldOf(root);
  for (const other of fields) {
    const hint = other.parentElement?.querySelector('kbd');
    if (hint && other !== field) hint.hidden = true;
  }
  // On the page: what is open below a field takes the first Escape.
  root.addEventListener('keydown', (event) => {
    const at = [...fields].find((one) => one === event.target);
    if (event.key === 'Escape') at?.blur();
  });
}
