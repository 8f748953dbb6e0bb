// data-panel: what is told about the selected node. Its facts come from script[data-facts], its
// neighbours from the tables: tr[data-row] has a node's link, tr[data-from][data-to] an event;
// data-role is what is short of a role, data-hidden counts what a row's link of data-branch would add.
import { changed } from './address.js';

const SHOWN = 12;

/**
 * @param {HTMLElement} element
 * @param {string} key
 * @param {import('./lineage-graph.js').Reach} reach
 */
export function show(element, key, reach) {
  const panel = /** @type {HTMLElement} */ (element.querySelector('[data-panel]'));
  const facts = find(`script[data-facts="${key}"]`);
  if (!facts) return;
  const { content: copy } = Object.assign(document.createElement('template'), { innerHTML: facts.textContent });
  for (const name of ['head', 'list']) {
    const place = panel.querySelector(`[data-panel-${name}]`);
    const part = copy.querySelector(`[data-panel-${name}]`);
    if (place && part) place.replaceWith(part);
  }
  write(panel, '[data-panel-up]', number(reach.up.size));
  write(panel, '[data-panel-down]', number(reach.down.size));
  const made = key.startsWith('artifact/');
  const word = element.dataset.counted ?? '';
  list(panel.querySelector('[data-panel-before]'), made ? 'Made by' : 'Inputs', key, 'from', word);
  list(panel.querySelector('[data-panel-after]'), made ? 'Used by' : 'Outputs', key, 'to', word);
  const page = /** @type {HTMLAnchorElement | null} */ (find(`tr[data-row="${key}"] .obj a`));
  for (const [name, tail] of [['open', ''], ['start', '/lineage']]) {
    const link = /** @type {HTMLAnchorElement | null} */ (panel.querySelector(`[data-panel-${name}]`));
    if (link && page) link.href = page.getAttribute('href') + tail;
  }
  const start = element.dataset.start ?? '';
  for (const [name, parameter, fits] of /** @type {[string, string, boolean][]} */ ([
    ['path', 'to', true], ['diff', 'b', key.split('/')[0] === start.split('/')[0]]])) {
    const link = /** @type {HTMLAnchorElement | null} */ (panel.querySelector(`[data-panel-${name}]`));
    if (!link) continue;
    link.href = changed(link.href, parameter, key);
    link.hidden = key === start || !fits;
  }
}

/**
 * @param {Element | null} section
 * @param {string} title
 * @param {string} key
 * @param {'from' | 'to'} end where its neighbours are
 * @param {string} word after the count
 */
function list(section, title, key, end, word) {
  if (!section) return;
  const [own, way] = end === 'from' ? ['to', 'up'] : ['from', 'down'];
  const events = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`tr[data-${own}="${key}"]`)]);
  const branch = find(`tr[data-row="${key}"] a[data-branch="${key}/${way}"]`);
  const hidden = Number(/** @type {HTMLElement | null} */ (branch)?.dataset.hidden ?? 0);
  const items = events.slice(0, SHOWN).map((event) => item(event, String(event.dataset[end])));
  if (events.length > SHOWN) {
    const more = document.createElement('li');
    more.className = 'quiet';
    more.textContent = `${number(events.length - SHOWN)} more in the table`;
    items.push(more);
  }
  const head = document.createElement('h3');
  const count = document.createElement('span');
  count.textContent = `${number(events.length)} ${word}`.trim() + (hidden ? `, and ${number(hidden)} hidden` : '');
  head.append(`${title} `, count);
  const ul = document.createElement('ul');
  ul.append(...items);
  section.replaceChildren(head, ul);
}

/** @param {HTMLElement} event @param {string} key */
function item(event, key) {
  const li = document.createElement('li');
  const node = find(`tr[data-row="${key}"] .obj`);
  if (node) li.append(node.cloneNode(true));
  const role = document.createElement('span');
  role.className = 'quiet';
  role.textContent = /** @type {HTMLElement | null} */ (event.querySelector('[data-role]'))?.dataset.role ?? '';
  if (role.textContent && role.textContent !== node?.querySelector('a')?.textContent) li.append(role);
  return li;
}

/** A count as the server writes it. @param {number} count */
const number = (count) => count.toLocaleString('en');

/** @param {string} selector */
const find = (selector) => document.querySelector(selector);

/** @param {HTMLElement} panel @param {string} place @param {string} text */
function write(panel, place, text) {
  const element = panel.querySelector(place);
  if (element) element.textContent = text;
}
