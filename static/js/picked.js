// data-compare: the form of the rows that are picked, on this page or on others of the same list.
// data-picked: what is said of them, hidden while there are none; -count, -clear and -all within.
// The picks go with the entry of the history, so that they are there for who comes back.
import { framed } from './address.js';
import { formAddress } from './list-address.js';

/** @param {Document} root */
export function attach(root) {
  /** @type {Set<string>} */
  const picked = new Set(history.state?.picked);
  const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll('input[name=ids]'));

  const show = () => {
    const bar = /** @type {HTMLElement | null} */ (root.querySelector('[data-picked]'));
    if (!bar) return;
    history.replaceState({ ...history.state, picked: [...picked] }, '');
    for (const box of boxes()) {
      box.checked = picked.has(box.value);
      box.closest('tr')?.classList.toggle('is-on', box.checked);
    }
    bar.hidden = picked.size === 0;
    const count = bar.querySelector('[data-picked-count]');
    if (count) count.textContent = `${picked.size} selected`;
    const all = /** @type {HTMLInputElement | null} */ (root.querySelector('[data-picked-all]'));
    if (!all) return;
    const here = [...boxes()].filter((box) => box.checked).length;
    all.hidden = false;
    all.checked = here > 0 && here === boxes().length;
    all.indeterminate = here > 0 && here < boxes().length;
  };

  root.addEventListener('change', (event) => {
    const box = /** @type {HTMLInputElement} */ (event.target);
    const changed = box.matches('[data-picked-all]') ? boxes() : box.name === 'ids' ? [box] : [];
    for (const one of changed) if (box.checked) picked.add(one.value); else picked.delete(one.value);
    if (changed.length) show();
  });
  root.addEventListener('click', (event) => {
    if (!/** @type {Element} */ (event.target).closest('[data-picked-clear]')) return;
    picked.clear();
    show();
    /** @type {HTMLElement | null} */ (root.querySelector('[data-count]'))?.focus({ preventScroll: true });
  });
  root.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (!form.matches('[data-compare]')) return;
    event.preventDefault();
    const there = formAddress(form.action, [...picked].map((one) => /** @type {const} */ (['ids', one])));
    location.assign(framed(there, location.href));
  });
  const start = () => {
    for (const clear of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-picked-clear]'))) clear.hidden = false;
    show();
  };
  root.addEventListener('listed', start);
  start();
}
