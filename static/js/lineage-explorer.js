// What one does with a lineage: select, follow, find, move about. The page itself is data-lineage
// (lineage.js); every step stands in its address.
import { announce } from './announce.js';
import { matching, next, reach, ways } from './lineage-graph.js';
import { show } from './lineage-panel.js';
import { Plot } from './lineage-plot.js';
import { around, fetched, within } from './lineage-swap.js';

const MANY = 50; // nodes; with more, Tab stops at one of them and arrows lead on
const TWICE_MS = 350;
export const NODE = /^(artifact|execution)\//;

/** An address as people read it: slashes and commas need no escape in it. @param {URL} address */
const readable = (address) => address.href.replaceAll('%2F', '/').replaceAll('%2C', ',');

/** @param {string} text */
const plural = (text, /** @type {number} */ count) => `${count} ${text}${count === 1 ? '' : 's'}`;

export class Explorer {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.view = /** @type {HTMLElement} */ (element.querySelector('[data-view]'));
    this.clicked = { key: '', at: 0 };
    this.at = 0; // which of what was found is looked at
    this.start = '';
    /** @type {string[]} */
    this.selected = [];
    this.pinned = false;
    this.graph = ways([]);
    /** @type {any} */
    this.figure = null;
    this.read();
  }

  /** What the page says of the graph. */
  read() {
    /** @param {string} name */
    const data = (name) => JSON.parse(this.element.querySelector(`script[data-${name}]`)?.textContent ?? 'null');
    this.figure = data('figure');
    this.graph = ways([...data('flow') ?? [], ...this.boxes]);
    this.start = this.element.dataset.start ?? '';
    const chosen = (this.element.dataset.selected ?? '').split(',').filter((key) => this.link(key));
    this.selected = chosen.length ? chosen : [this.start];
    this.pinned = chosen.length > 0;
    this.rove(this.selected[0]);
  }

  get links() {
    return /** @type {SVGAElement[]} */ ([...this.view.querySelectorAll('a[data-key], a[data-box], a[data-run]')]);
  }

  /** @returns {[string, string][]} each "+N" box and its node, in the direction of flow */
  get boxes() {
    return this.links.flatMap(({ dataset: { box, branch = '' } }) => {
      const at = branch.slice(0, branch.lastIndexOf('/'));
      /** @type {[string, string]} */
      const pair = branch.endsWith('/up') ? [`box/${box}`, at] : [at, `box/${box}`];
      return branch ? [pair] : [];
    });
  }

  /** @param {string} key a node's key, box/<place> or shut/<run> */
  link(key) {
    const [name, value] = key.startsWith('box/') ? ['box', key.slice(4)]
      : key.startsWith('shut/') ? ['run', key.slice(5)] : ['key', key];
    return /** @type {SVGAElement | null} */ (this.view.querySelector(`a[data-${name}="${value}"]`));
  }

  /** @param {string} key */
  name(key) {
    return (this.link(key)?.getAttribute('aria-label') ?? '').replace(', selected', '');
  }

  /** @param {Element} at @returns {string} the key of the node, box or frame that it is, "" for none */
  static keyOf(at) {
    const { key, box, run } = /** @type {SVGAElement} */ (at).dataset ?? {};
    return key ?? (box ? `box/${box}` : run ? `shut/${run}` : '');
  }

  /** Tab reaches every node, or of many one, from which arrows lead on. @param {string} key */
  rove(key) {
    const many = this.links.length > MANY;
    for (const link of this.links) {
      if (many && Explorer.keyOf(link) !== key) link.setAttribute('tabindex', '-1');
      else link.removeAttribute('tabindex');
    }
  }

  get reached() {
    // A box stands for what is not there, so it is neither up nor down.
    const { up, down } = reach(this.graph, this.selected);
    const nodes = (/** @type {Set<string>} */ keys) => new Set([...keys].filter((key) => !key.startsWith('box/')));
    return { up: nodes(up), down: nodes(down) };
  }

  get selection() {
    return { keys: this.selected, ...this.reached, pinned: this.pinned, found: this.found };
  }

  get words() {
    return new Map(this.links.filter((one) => one.dataset.key).map((one) => (
      [String(one.dataset.key), this.name(String(one.dataset.key))])));
  }

  get field() {
    return /** @type {HTMLInputElement | null} */ (document.querySelector('[data-find]'));
  }

  get found() {
    return matching(this.words, this.field?.value ?? '');
  }

  /** @param {any} plotly */
  async begin(plotly) {
    this.plot = new Plot(plotly, this.view, this.figure, { ...this.selection, focus: '' });
    await this.plot.start((key, event) => this.click(key, event));
    const keys = /** @type {HTMLElement | null} */ (this.element.querySelector('[data-keys]'));
    if (keys) keys.hidden = false;
  }

  /** @param {string} key @param {MouseEvent} event */
  click(key, event) {
    const twice = this.clicked.key === key && event.timeStamp - this.clicked.at < TWICE_MS;
    this.clicked = { key, at: event.timeStamp };
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // listen() adds it to the selection
    if (!NODE.test(key)) this.follow(this.link(key), key);
    else if (twice) this.centre(key);
    else this.select([key], true);
  }

  /** The lineage that starts at a node. @param {string} key */
  centre(key) {
    const link = this.link(key);
    if (link) location.assign(`${link.href.baseVal}/lineage`);
  }

  /** @param {string[]} keys @param {boolean} pin */
  select(keys, pin) {
    this.selected = keys;
    this.pinned = pin;
    const { up, down } = this.reached;
    this.plot?.select(this.selection);
    show(this.element, keys[0], { up, down });
    const address = new URL(location.href);
    if (pin) address.searchParams.set('select', keys.join(',')); else address.searchParams.delete('select');
    history.replaceState(null, '', readable(address));
    announce(`${this.name(keys[0])}: ${up.size} upstream, ${down.size} downstream`);
  }

  /** One more node selected, or one less; the page says what they share. @param {string} key */
  add(key) {
    const before = this.pinned ? this.selected : [];
    const keys = before.includes(key) ? before.filter((one) => one !== key) : [...before, key];
    const address = new URL(location.href);
    if (keys.length) address.searchParams.set('select', keys.join(',')); else address.searchParams.delete('select');
    this.go(readable(address), key);
  }

  /** @param {HTMLAnchorElement | SVGAElement | null} link @param {string} anchor what stays in place */
  follow(link, anchor) {
    if (!link) return;
    const at = link.dataset.branch ?? '';
    const href = String(link instanceof SVGAElement ? link.href.baseVal : link.href);
    this.go(href, at ? at.slice(0, at.lastIndexOf('/')) : anchor.replace(/^shut\//, ''));
  }

  /** Show what an address shows, in place where it is this lineage. @param {string} href @param {string} anchor */
  async go(href, anchor, pushed = true) {
    const address = new URL(href, location.href);
    const isHere = address.pathname === location.pathname;
    if (isHere && pushed) history.pushState(null, '', address);
    const page = isHere ? await fetched(address.href).catch(() => null) : null;
    if (!page) {
      if (isHere) location.reload(); else location.assign(address);
      return;
    }
    const had = new Set(this.words.keys());
    const focused = this.view.contains(document.activeElement);
    around(page);
    within(this.element, page);
    this.read();
    if (this.field && this.field !== document.activeElement) this.field.value = this.element.dataset.findText ?? '';
    await this.plot?.show(this.figure, anchor, this.selection);
    const keys = this.element.querySelector('[data-keys]');
    if (keys) /** @type {HTMLElement} */ (keys).hidden = false;
    const now = this.words;
    const added = [...now.keys()].filter((key) => !had.has(key));
    const gone = [...had].filter((key) => !now.has(key));
    if (focused) this.focus(now.has(anchor) ? anchor : added[0] ?? this.start);
    announce([added.length ? `${plural('node', added.length)} added` : '', gone.length ? `${plural('node', gone.length)} removed` : '']
      .filter(Boolean).join(', ') || 'Nothing more to show here');
  }

  /** @param {string} key */
  focus(key) {
    this.rove(key);
    this.link(key)?.focus({ preventScroll: true });
  }

  /** Look for what the field says; `step` goes on to the next. @param {boolean} step */
  find(step) {
    const found = this.found;
    const text = this.field?.value.trim() ?? '';
    const address = new URL(location.href);
    if (text) address.searchParams.set('find', text); else address.searchParams.delete('find');
    history.replaceState(null, '', readable(address));
    for (const row of document.querySelectorAll('tr[data-row]')) {
      row.classList.toggle('is-found', found.includes(String(/** @type {HTMLElement} */ (row).dataset.row)));
    }
    this.at = step ? (this.at + 1) % Math.max(found.length, 1) : 0;
    const key = found[this.at] ?? '';
    this.plot?.select({ found, focus: key });
    if (text) announce(key ? `${this.at + 1} of ${found.length}: ${this.name(key)}` : `Nothing here has ${text} in its name or type`);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key did something */
  press(event) {
    const at = /** @type {Element} */ (event.target);
    const key = Explorer.keyOf(at);
    const factor = { '+': 1.3, '-': 0.77, 0: 0 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key.startsWith('Arrow') && (key || at === this.view)) {
      const places = this.plot?.places ?? new Map();
      this.focus(key ? next(event.key, key, this.graph, places) : this.selected[0]);
    } else if (event.key === ' ' && NODE.test(key)) {
      if (event.shiftKey) this.add(key); else this.select([key], true);
    } else if (event.key === 'Enter' && key && !NODE.test(key)) {
      this.follow(this.link(key), key);
    } else if (event.key.toLowerCase() === 'c' && NODE.test(key)) {
      this.centre(key);
    } else if (factor !== undefined) {
      this.plot?.zoom(factor);
    } else {
      return false;
    }
    return true;
  }

  /** One step back: what was looked for, then what was selected. */
  back() {
    if (this.field?.value) {
      this.field.value = '';
      this.find(false);
    } else if (this.pinned && this.selected.length > 1) {
      const address = new URL(location.href);
      address.searchParams.delete('select');
      this.go(readable(address), this.start);
    } else if (this.pinned) {
      this.select([this.start], false);
    }
  }
}
