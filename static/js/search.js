// data-search: the field that "/" moves to; Escape leaves it.

/** @param {Document} root */
export function attach(root) {
  const field = /** @type {HTMLInputElement | null} */ (root.querySelector('[data-search]'));
  if (!field) return;
  root.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = /** @type {KeyboardEvent} */ (event);
    if (key === 'Escape' && target === field) field.blur();
    const typing = /** @type {Element} */ (target).closest('input, textarea, select, [contenteditable]');
    if (key !== '/' || typing || ctrlKey || metaKey || altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
