// data-search: the field that "/" moves to, that of value "page" before all others; Escape leaves it.

/** @param {Document} root */
export function attach(root) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('[data-search]'));
  const field = [...fields].find((one) => one.dataset.search === 'page') ?? fields[0];
  if (!field) return;
  for (const other of fields) {
    const hint = other.parentElement?.querySelector('kbd');
    if (hint && other !== field) hint.hidden = true;
  }
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
