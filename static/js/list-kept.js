// What of a list outlasts the page that replaces it: where the focus was, what was typed meanwhile.

export const REGION = '[data-list]';
const FIELDS = `${REGION} input[name]:is(:not([type]), [type=text], [type=search])`;

/**
 * What tells an element from its like in another page: where it stands, what it is called.
 * @typedef {{selector: string, within: string, name: string, menu: number}} Mark
 */

/**
 * What stands in a field; `caret` are the ends of its selection where it has the focus.
 * @typedef {{mark: Mark, text: string, caret?: [number, number]}} Typed
 */

/**
 * @param {HTMLElement} element
 * @returns {Mark}
 */
export function markOf(element) {
  const within = element.closest('[data-facet]');
  const menu = element.matches('a') ? element.closest('details.menu') : null;
  return {
    selector: element.id ? `#${element.id}` : element.localName,
    within: within ? `[data-facet="${CSS.escape(/** @type {HTMLElement} */ (within).dataset.facet ?? '')}"]` : REGION,
    name: nameOf(element),
    menu: menu ? [...document.querySelectorAll(`${REGION} details.menu`)].indexOf(menu) : -1,
  };
}

/**
 * The like of what was marked; a link that leads nowhere, as the one behind the last page, is none.
 * @param {Document} root
 * @param {Mark} mark
 * @returns {HTMLElement | undefined}
 */
export function found(root, mark) {
  const like = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`${mark.within} ${mark.selector}`));
  return [...like].find((one) => nameOf(one) === mark.name && !one.matches('a:not([href])'));
}

/**
 * What an element is called: a field by its name, a link by its title, its label or its words.
 * @param {HTMLElement} element
 * @returns {string}
 */
function nameOf(element) {
  return element.getAttribute('name') || element.title || element.getAttribute('aria-label')
    || (element.textContent?.trim() ?? '');
}

/**
 * What stands in each field for text.
 * @param {Document} root
 * @returns {Map<HTMLInputElement, string>}
 */
export function texts(root) {
  const fields = /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll(FIELDS));
  return new Map([...fields].map((field) => [field, field.value]));
}

/**
 * What was typed since the fields held `before`.
 * @param {Document} root
 * @param {Map<HTMLInputElement, string>} before
 * @returns {Typed[]}
 */
export function typedSince(root, before) {
  /** @type {Typed[]} */
  const typed = [];
  for (const [field, text] of texts(root)) {
    if (text === before.get(field)) continue;
    const { selectionStart: start, selectionEnd: end } = field;
    const isThere = field === root.activeElement && start !== null && end !== null;
    typed.push({ mark: markOf(field), text, caret: isThere ? [start, end] : undefined });
  }
  return typed;
}
