// The links of the server's SVG: nodes, "+N" boxes and the signs that close runs. They are what the
// keyboard and screen readers use, whatever draws the picture.

const SELECTED = ', selected'; // at the end of a label
const MANY = 50; // links; with more, Tab stops at one of them and arrows lead on

/** @param {Element} at @returns {string} the key of the node, box or frame that it is, "" for none */
export function keyOf(at) {
  const { key, box, run } = /** @type {SVGElement} */ (at).dataset ?? {};
  return key ?? (box ? `box/${box}` : run ? `shut/${run}` : '');
}

/** @param {SVGAElement | null} link @returns {string} what it is called, "" for none */
function said(link) {
  const label = link?.getAttribute('aria-label') ?? '';
  return label.endsWith(SELECTED) ? label.slice(0, -SELECTED.length) : label;
}

/** @param {SVGAElement} link @returns {[number, number]} the middle of its glyph, box or sign */
function middle(link) {
  const shape = /** @type {SVGGraphicsElement} */ (link.querySelector('.ring') ?? link.querySelector('rect'));
  const { x, y, width, height } = shape.getBBox();
  return [x + width / 2, y + height / 2];
}

export class Links {
  /** @param {HTMLElement} view */
  constructor(view) {
    this.view = view;
  }

  get all() {
    return /** @type {SVGAElement[]} */ ([...this.view.querySelectorAll('a[data-key], a[data-box], a[data-run]')]);
  }

  /** @returns {[string, string][]} each "+N" box and its node, in the direction of flow */
  get boxes() {
    return this.all.flatMap(({ dataset: { box, branch = '' } }) => {
      const at = branch.slice(0, branch.lastIndexOf('/'));
      /** @type {[string, string]} */
      const pair = branch.endsWith('/up') ? [`box/${box}`, at] : [at, `box/${box}`];
      return branch ? [pair] : [];
    });
  }

  /** @param {string} key a node's key, box/<place> or shut/<run> */
  of(key) {
    const [name, value] = key.startsWith('box/') ? ['box', key.slice(4)]
      : key.startsWith('shut/') ? ['run', key.slice(5)] : ['key', key];
    return /** @type {SVGAElement | null} */ (this.view.querySelector(`a[data-${name}="${value}"]`));
  }

  /** @param {string} key @returns {[number, number] | null} where it is drawn, null for what is not */
  point(key) {
    const link = this.of(key);
    return link && middle(link);
  }

  /** Where each is drawn, by its key. @returns {import('./lineage-graph.js').Places} */
  get places() {
    return new Map(this.all.map((link) => [keyOf(link), middle(link)]));
  }

  /** @param {string} key */
  name(key) {
    return said(this.of(key));
  }

  /** What each node is called, by its key. */
  get words() {
    return new Map(this.all.filter((one) => one.dataset.key).map((one) => [String(one.dataset.key), said(one)]));
  }

  /** Labels say which nodes are selected. @param {string[]} keys */
  select(keys) {
    for (const link of this.all) {
      const label = said(link) + (keys.includes(keyOf(link)) ? SELECTED : '');
      if (!link.dataset.key || label === link.getAttribute('aria-label')) continue;
      link.setAttribute('aria-label', label);
      const title = link.querySelector(':scope > title');
      if (title) title.textContent = label;
    }
  }

  /** Tab reaches every node, or of many one, from which arrows lead on. @param {string} key */
  rove(key) {
    const links = this.all;
    for (const link of links) {
      if (links.length > MANY && keyOf(link) !== key) link.setAttribute('tabindex', '-1');
      else link.removeAttribute('tabindex');
    }
  }

  /** @param {string} key */
  focus(key) {
    this.rove(key);
    this.of(key)?.focus({ preventScroll: true });
  }
}
