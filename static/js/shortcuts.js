// Keys that work on every page, and data-shortcuts: the list of them, which "?" shows over the page.
// data-shortcuts-switch: turns single keys off and on, for those whose speech or hands strike keys.
// data-root: what the paths of pages start with.
import { framed } from './address.js';
import { isPlain, meaning, row } from './keys.js';
import { fieldOf } from './search.js';

const FIELDS = 'input, textarea, select, [contenteditable]';
const KEPT = 'shortcuts';

/** @param {Document} root */
export function attach(root) {
  let waiting = '';
  connect(root);
  root.addEventListener('keydown', (event) => {
    const at = /** @type {Element} */ (event.target);
    if (!isPlain(event, Boolean(at.closest(FIELDS))) || !isOn()) return;
    if (root.querySelector('dialog[open]')) return;
    const { deed, path, waiting: next } = meaning(waiting, event.key);
    waiting = next;
    if (deed && act(root, deed, path)) event.preventDefault();
  });
}

/** @returns {boolean} */
function isOn() {
  try { return localStorage.getItem(KEPT) !== 'off'; } catch { return true; }
}

/**
 * Do it; false where this page has nothing to do it with.
 * @param {Document} root
 * @param {string} deed
 * @param {string} path
 * @returns {boolean}
 */
function act(root, deed, path) {
  /** @param {string} selector */
  const clicked = (selector) => {
    const found = /** @type {HTMLElement | null} */ (root.querySelector(selector));
    if (!found || found.hidden) return false;
    found.click();
    return true;
  };
  switch (deed) {
    case 'go': location.assign(framed(`${root.body.dataset.root ?? ''}${path}`, location.href)); return true;
    case 'search': return focused(root);
    case 'shortcuts': show(root); return true;
    case 'copy': return clicked('[data-copy-link]');
    case 'theme': return clicked('[data-theme-toggle]');
    case 'next page': return clicked('a[rel="next"]');
    case 'previous page': return clicked('a[rel="prev"]');
    default: return stepped(root, deed === 'next row' ? 1 : -1);
  }
}

/** @param {Document} root @returns {boolean} */
function focused(root) {
  const field = fieldOf(root);
  field?.focus();
  field?.select();
  return field !== null;
}

/** @param {Document} root @param {number} step @returns {boolean} */
function stepped(root, step) {
  const links = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('main tbody th a')]);
  if (!links.length) return false;
  links[row(links.indexOf(/** @type {HTMLElement} */ (root.activeElement)), links.length, step)].focus();
  return true;
}

/** @param {Document} root */
async function show(root) {
  const address = `${root.body.dataset.root ?? ''}/shortcuts`;
  try {
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
    const list = page.querySelector('[data-shortcuts]');
    if (!list) throw new Error('no list');
    const dialog = root.createElement('dialog');
    dialog.className = 'keys';
    dialog.setAttribute('aria-label', 'Keyboard shortcuts');
    dialog.append(list);
    dialog.addEventListener('close', () => dialog.remove());
    dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
    root.body.append(dialog);
    connect(dialog);
    dialog.showModal();
    dialog.scrollTo(0, 0);
  } catch {
    location.assign(framed(address, location.href));
  }
}

/** @param {ParentNode} root */
function connect(root) {
  const toggle = /** @type {HTMLInputElement | null} */ (root.querySelector('[data-shortcuts-switch]'));
  if (!toggle) return;
  toggle.checked = isOn();
  toggle.disabled = false;
  toggle.addEventListener('change', () => {
    try { localStorage.setItem(KEPT, toggle.checked ? 'on' : 'off'); } catch { toggle.checked = true; }
  });
}
