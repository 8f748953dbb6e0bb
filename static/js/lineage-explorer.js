// What one does with a lineage: select, follow, find, move about. The page itself is data-lineage
// (lineage.js); every step stands in its address, but for what is selected on a page about several.
import { changed, framed, pageOf } from './address.js';
import { announce } from './announce.js';
import { matching, next, reach, ways } from './lineage-graph.js';
import { keyOf, Links } from './lineage-links.js';
import { show } from './lineage-panel.js';
import { Paper } from './lineage-paper.js';
import { Plot } from './lineage-plot.js';
import { around, fetched, kept, within } from './lineage-swap.js';
import { parsed } from './parsed.js';

const TWICE_MS = 350;
export const NODE = /^(artifact|execution)\//;

/** @param {string} text */
const plural = (text, /** @type {number} */ count) => `${count} ${text}${count === 1 ? '' : 's'}`;

export class Explorer {
  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    this.several = 'several' in element.dataset;
    this.view = /** @type {HTMLElement} */ (element.querySelector('[data-view]'));
    this.links = new Links(this.view);
    this.clicked = { key: '', at: 0 };
    this.at = 0; // which of what was found is looked at
    this.start = '';
    /** @type {string[]} */
    this.selected = [];
    this.pinned = false;
    this.quiet = false; // whether the focus comes by pointer, which needs no ring to be seen
    this.rest = { keys: this.selected, pinned: false }; // what is selected once a selection is let go
    this.graph = ways([]);
    this.shown = pageOf(location.href); // the address of what is shown
    this.read();
  }

  /** The address says what is shown. @param {string} name of the parameter @param {string} value */
  say(name, value) {
    history.replaceState(null, '', changed(location.href, name, value));
    this.shown = pageOf(location.href);
  }

  /** What the page says of the graph. */
  read() {
    const flow = JSON.parse(this.element.querySelector('script[data-flow]')?.textContent ?? '[]');
    this.graph = ways([...flow, ...this.links.boxes]);
    this.start = this.element.dataset.start ?? '';
    const chosen = (this.element.dataset.selected ?? '').split(',').filter((key) => this.links.of(key));
    this.selected = chosen.length ? chosen : [this.start];
    this.pinned = chosen.length > 0;
    this.rest = { keys: this.several ? this.selected : [this.start], pinned: this.several && this.pinned };
    this.links.rove(this.selected[0]);
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

  /** The selection in words. */
  get said() {
    return `${this.selected.length} selected: ${this.selected.map((key) => this.links.name(key)).join('; ')}`;
  }

  get field() {
    return /** @type {HTMLInputElement | null} */ (document.querySelector('[data-find]'));
  }

  get found() {
    return matching(this.links.words, this.field?.value ?? '');
  }

  /** Draw on the server's SVG, which is there. */
  begin() {
    const sheet = new Paper(this.view, { ...this.selection, focus: '' });
    this.sheet = sheet;
    sheet.start((key, event) => this.click(key, event));
    const keys = /** @type {HTMLElement | null} */ (this.element.querySelector('[data-keys]'));
    if (keys) keys.hidden = false;
    return sheet;
  }

  /** Draw by plotly from now on. @param {any} plotly @param {Paper} paper */
  async take(plotly, paper) {
    await paper.drag?.resting();
    paper.end();
    const plot = new Plot(plotly, paper);
    this.sheet = plot;
    await plot.start((key, event) => this.click(key, event));
  }

  /** @param {string} key @param {MouseEvent} event */
  click(key, event) {
    const twice = this.clicked.key === key && event.timeStamp - this.clicked.at < TWICE_MS;
    this.links = new Links(this.view);
    this.clicked = { key, at: event.timeStamp };
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // listen() adds it to the selection
    if (!NODE.test(key)) this.follow(this.links.of(key), key);
    else if (twice) this.centre(key);
    else {
      this.select([key], true);
      this.hold(key);
    }
  }

  /** The keyboard goes on from what a pointer chose. @param {string} key */
  hold(key) {
    this.quiet = true;
    this.links.focus(key);
    this.quiet = false;
  }

  /** What has the focus is lit, unless a pointer brought it there. @param {string} key */
  focus(key) {
    this.links.rove(key);
    if (!this.quiet) this.sheet?.select({ focus: key });
  }

  blur() {
    if (this.sheet?.selection.focus) this.sheet.select({ focus: '' });
  }

  /** The lineage that starts at a node. @param {string} key */
  centre(key) {
    const link = this.links.of(key);
    if (link) location.assign(framed(`${link.href.baseVal}/lineage`, location.href));
  }

  /** @param {string[]} keys @param {boolean} pin */
  select(keys, pin) {
    this.selected = keys;
    this.pinned = pin;
    const { up, down } = this.reached;
    this.links.select(keys);
    this.sheet?.select(this.selection);
    parsed.then(() => show(this.element, keys[0], { up, down }));
    if (!this.several) this.say('select', pin ? keys.join(',') : '');
    announce(keys.length > 1 ? this.said : [
      `${this.links.name(keys[0])} selected: ${up.size} upstream, ${down.size} downstream`, this.element.dataset.counted,
    ].filter(Boolean).join(' '));
  }

  /** One more node selected, or one less; the page says what they share. @param {string} key */
  add(key) {
    const before = this.pinned ? this.selected : [];
    const keys = before.includes(key) ? before.filter((one) => one !== key) : [...before, key];
    if (!this.several) this.go(changed(location.href, 'select', keys.join(',')), key);
    else if (keys.length) this.select(keys, true);
    else this.release();
  }

  release() {
    this.select(this.rest.keys, this.rest.pinned);
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
    const address = new URL(framed(href, location.href));
    const isHere = address.pathname === location.pathname;
    if (isHere && pushed) history.pushState(null, '', address);
    const page = isHere ? await fetched(address.href).catch(() => null) : null;
    if (!page) {
      if (isHere) location.reload(); else location.assign(address);
      return;
    }
    this.shown = pageOf(location.href);
    await parsed; // no part is replaced before it is there
    const had = new Set(this.links.words.keys());
    const choice = () => String([this.pinned, ...this.selected]);
    const chosen = choice();
    const place = this.links.point(anchor);
    const focused = this.view.contains(document.activeElement);
    const moved = kept(this.view, () => {
      around(page);
      within(this.element, page);
    });
    this.read();
    if (this.field && this.field !== document.activeElement) this.field.value = this.element.dataset.findText ?? '';
    await this.sheet?.show(anchor, place, this.selection, moved);
    const keys = this.element.querySelector('[data-keys]');
    if (keys) /** @type {HTMLElement} */ (keys).hidden = false;
    const now = this.links.words;
    const added = [...now.keys()].filter((key) => !had.has(key));
    const gone = [...had].filter((key) => !now.has(key));
    if (focused) this.links.focus(now.has(anchor) ? anchor : added[0] ?? this.start);
    announce([added.length ? `${plural('node', added.length)} added` : '', gone.length ? `${plural('node', gone.length)} removed` : '']
      .filter(Boolean).join(', ') || (chosen === choice() ? 'Nothing more to show here' : this.said));
  }

  /** Look for what the field says; `step` goes on to the next. @param {boolean} step */
  find(step) {
    const found = this.found;
    const text = this.field?.value.trim() ?? '';
    this.say('find', text);
    parsed.then(() => {
      for (const row of document.querySelectorAll('tr[data-row]')) {
        row.classList.toggle('is-found', found.includes(String(/** @type {HTMLElement} */ (row).dataset.row)));
      }
    });
    this.at = step ? (this.at + 1) % Math.max(found.length, 1) : 0;
    const key = found[this.at] ?? '';
    this.sheet?.select({ found, focus: key || keyOf(document.activeElement ?? this.view) });
    if (text) announce(key ? `${this.at + 1} of ${found.length}: ${this.links.name(key)}` : `Nothing here has ${text} in its name or type`);
  }

  /** From the field to the node that it looks at. @returns {boolean} whether there is one */
  land() {
    const key = this.found[this.at];
    if (key) this.links.focus(key);
    return Boolean(key);
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key did something */
  press(event) {
    const at = /** @type {Element} */ (event.target);
    const key = keyOf(at);
    const factor = { '+': 1.3, '-': 0.77, 0: 0 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key.startsWith('Arrow') && (key || at === this.view)) {
      this.links.focus(key ? next(event.key, key, this.graph, this.links.places) : this.selected[0]);
    } else if (event.key === ' ' && NODE.test(key)) {
      if (event.shiftKey) this.add(key); else this.select([key], true);
    } else if (event.key === 'Enter' && key && !NODE.test(key)) {
      this.follow(this.links.of(key), key);
    } else if (event.key.toLowerCase() === 'c' && NODE.test(key)) {
      this.centre(key);
    } else if (factor !== undefined) {
      this.sheet?.zoom(factor);
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
    } else if (this.pinned && this.selected.length > 1 && !this.several) {
      this.go(changed(location.href, 'select', ''), this.start);
    } else if (this.pinned && this.selected !== this.rest.keys) {
      this.release();
    }
  }
}
