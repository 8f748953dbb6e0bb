// data-search="": a field whose form leads to /go. While one types it becomes a combobox over
// /go/suggest.json (debounced; arrows, Enter, Escape); without scripts it is a plain form.
import { drawn, moved, note, told } from './suggestions.js';

/** @typedef {import('./suggestions.js').Suggestion} Suggestion */

const PAUSE_MS = 120;

/** @param {Document} root */
export function attach(root) {
  for (const field of root.querySelectorAll('input[data-search=""]')) {
    if (field instanceof HTMLInputElement && field.form) new Combobox(field, field.form);
  }
}

class Combobox {
  /**
   * @param {HTMLInputElement} field
   * @param {HTMLFormElement} form
   */
  constructor(field, form) {
    this.field = field;
    this.source = `${form.action}/suggest.json`;
    this.place = -1;
    this.waiting = 0;
    this.asked = new AbortController();
    /** @type {Map<string, Suggestion[]>} */
    this.known = new Map();
    this.list = this.made('div', 'suggest', 'listbox');
    this.list.id = `${field.id || 'search'}-options`;
    this.list.setAttribute('aria-label', 'Suggestions');
    this.list.hidden = true;
    this.status = this.made('span', 'vh', 'status');
    (field.closest('.search') ?? form).append(this.list, this.status);
    for (const [name, value] of [
      ['role', 'combobox'], ['aria-expanded', 'false'], ['aria-autocomplete', 'list'],
      ['aria-controls', this.list.id], ['aria-haspopup', 'listbox'],
    ]) field.setAttribute(name, value);
    field.addEventListener('input', () => this.typed());
    field.addEventListener('keydown', (event) => this.pressed(event));
    field.addEventListener('blur', () => this.close());
    // A click would first take the focus from the field, and so close the list.
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
  }

  /** @param {string} tag @param {string} className @param {string} role */
  made(tag, className, role) {
    const element = document.createElement(tag);
    element.className = className;
    element.setAttribute('role', role);
    return element;
  }

  get options() {
    return /** @type {HTMLAnchorElement[]} */ ([...this.list.children]);
  }

  typed() {
    clearTimeout(this.waiting);
    this.asked.abort();
    const text = this.field.value.trim();
    if (!text) this.close();
    else this.waiting = setTimeout(() => this.ask(text), PAUSE_MS);
  }

  /** @param {string} text */
  async ask(text) {
    this.asked = new AbortController();
    try {
      const items = this.known.get(text) ?? await this.fetched(text, this.asked.signal);
      if (this.field.value.trim() === text && document.activeElement === this.field) this.show(items);
    } catch { /* typed on, or the store is away: the form still works */ }
  }

  /** @param {string} text @param {AbortSignal} signal @returns {Promise<Suggestion[]>} */
  async fetched(text, signal) {
    const answer = await fetch(`${this.source}?q=${encodeURIComponent(text)}`, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const { items } = await answer.json();
    this.known.set(text, items);
    return items;
  }

  /** @param {Suggestion[]} items */
  show(items) {
    this.place = -1;
    this.list.replaceChildren(...items.map((one, place) => this.option(one, place)));
    this.list.hidden = !items.length;
    this.field.setAttribute('aria-expanded', String(items.length > 0));
    this.field.removeAttribute('aria-activedescendant');
    this.status.textContent = told(items.length);
  }

  /** @param {Suggestion} one @param {number} place */
  option(one, place) {
    const option = /** @type {HTMLAnchorElement} */ (this.made('a', '', 'option'));
    option.href = one.url;
    option.id = `${this.list.id}-${place}`;
    option.tabIndex = -1;
    option.setAttribute('aria-selected', 'false');
    const { icon, colour } = drawn(one.glyph);
    const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    picture.setAttribute('class', `i ${colour}`);
    picture.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', `${document.body.dataset.icons}#i-${icon}`);
    picture.append(use);
    const parts = [['name', one.name], ['ver', one.version], ['quiet', note(one)]].map(([className, text]) => {
      const part = document.createElement('span');
      part.className = className;
      part.textContent = text;
      return part;
    });
    option.append(picture, ...parts);
    return option;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.isComposing || this.list.hidden) return;
    const place = moved(this.place, this.options.length, event.key);
    if (place !== null) {
      event.preventDefault();
      this.choose(place);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      this.close();
    } else if (event.key === 'Enter' && this.place >= 0) {
      event.preventDefault();
      this.options[this.place].click();
    }
  }

  /** @param {number} place */
  choose(place) {
    this.place = place;
    for (const [index, option] of this.options.entries()) {
      option.setAttribute('aria-selected', String(index === place));
      if (index === place) option.scrollIntoView({ block: 'nearest' });
    }
    if (place < 0) this.field.removeAttribute('aria-activedescendant');
    else this.field.setAttribute('aria-activedescendant', this.options[place].id);
  }

  close() {
    clearTimeout(this.waiting);
    this.asked.abort();
    this.list.hidden = true;
    this.place = -1;
    this.field.setAttribute('aria-expanded', 'false');
    this.field.removeAttribute('aria-activedescendant');
    this.status.textContent = '';
  }
}
