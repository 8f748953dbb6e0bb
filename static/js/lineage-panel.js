// data-panel: what is told about the selected node. Its facts come from script[data-facts], its
// neighbours from the tables: tr[data-row] has a node's link, tr[data-from][data-to] an event.
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
  write(panel, '[data-panel-up]', String(reach.up.size));
  write(panel, '[data-panel-down]', String(reach.down.size));
  const made = key.startsWith('artifact/');
  list(panel, '[data-panel-before]', made ? 'Made by' : 'Inputs', `tr[data-to="${key}"]`, 'from');
  list(panel, '[data-panel-after]', made ? 'Used by' : 'Outputs', `tr[data-from="${key}"]`, 'to');
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

/** @param {HTMLElement} panel @param {string} place @param {string} title @param {string} rows @param {'from' | 'to'} end */
function list(panel, place, title, rows, end) {
  const section = panel.querySelector(place);
  if (!section) return;
  const events = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(rows)]);
  const items = events.slice(0, SHOWN).map((event) => item(event, String(event.dataset[end])));
  if (events.length > SHOWN) {
    const more = document.createElement('li');
    more.className = 'quiet';
    more.textContent = `${events.length - SHOWN} more in the table`;
    items.push(more);
  }
  const head = document.createElement('h3');
  const count = document.createElement('span');
  count.textContent = String(events.length);
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
  role.textContent = event.querySelector('[data-role]')?.textContent ?? '';
  if (role.textContent !== node?.querySelector('a')?.textContent) li.append(role);
  return li;
}

/** @param {string} selector */
const find = (selector) => document.querySelector(selector);

/** @param {HTMLElement} panel @param {string} place @param {string} text */
function write(panel, place, text) {
  const element = panel.querySelector(place);
  if (element) element.textContent = text;
}
