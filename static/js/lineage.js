// data-lineage: the graph. data-plotly is the address of plotly.js, data-start and data-selected are
// keys; script[data-figure] holds the figure, [data-view] the SVG, whose links have data-key or
// data-box, tr[data-from][data-to] the events. Without scripts the SVG and the tables are the page; with them plotly draws in its place.
import { announce } from './announce.js';
import { reach, ways } from './lineage-graph.js';
import { show } from './lineage-panel.js';
import { Plot } from './lineage-plot.js';
import { load, whenIdle } from './plotly.js';

/** @param {HTMLElement} element */
export async function attach(element) {
  const view = /** @type {HTMLElement} */ (element.querySelector('[data-view]'));
  const panel = /** @type {HTMLElement} */ (element.querySelector('[data-panel]'));
  const figure = JSON.parse(document.querySelector('script[data-figure]')?.textContent ?? '{}');
  const start = element.dataset.start ?? '';
  // From the table: it also has the events of nodes that are folded away in the picture.
  const events = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('tr[data-from][data-to]')]);
  const graph = ways(events.map(({ dataset }) => [String(dataset.from), String(dataset.to)]));
  const selected = element.dataset.selected ?? start;
  const pinned = selected !== start;
  const plotly = await load(element.dataset.plotly ?? '');
  const plot = new Plot(plotly, view, figure, { key: selected, ...reach(graph, selected), pinned, focus: '' });

  /** @param {string} name @param {string} value */
  const link = (name, value) => /** @type {SVGAElement | null} */ (view.querySelector(`a[data-${name}="${value}"]`));

  /** @param {string} key @param {boolean} pin */
  const select = (key, pin) => {
    const around = reach(graph, key);
    plot.select({ key, ...around, pinned: pin });
    show(panel, key, around);
    const address = new URL(location.href);
    if (pin) address.searchParams.set('select', key); else address.searchParams.delete('select');
    history.replaceState(null, '', address);
    const name = link('key', key)?.getAttribute('aria-label')?.replace(', selected', '');
    announce(`${name}: ${around.up.size} upstream, ${around.down.size} downstream`);
  };

  await plot.start((target) => {
    if (target.startsWith('box/')) location.assign(String(link('box', target.slice(4))?.href.baseVal));
    else select(target, true);
  });
  listen(element, view, plot, select, start);
}

/**
 * @param {HTMLElement} element
 * @param {HTMLElement} view
 * @param {Plot} plot
 * @param {(key: string, pin: boolean) => void} select
 * @param {string} start
 */
function listen(element, view, plot, select, start) {
  const zoom = /** @type {HTMLElement} */ (element.querySelector('[data-zoom]'));
  zoom.hidden = false;
  zoom.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest('[data-zoom-by]');
    if (button instanceof HTMLElement) plot.zoom(Number(button.dataset.zoomBy));
  });
  view.addEventListener('focusin', (event) => {
    const key = /** @type {HTMLElement} */ (event.target).dataset?.key;
    if (key) plot.select({ focus: key });
  });
  view.addEventListener('focusout', () => plot.select({ focus: '' }));
  element.addEventListener('keydown', (event) => {
    const key = /** @type {HTMLElement} */ (event.target).dataset?.key;
    const factor = { '+': 1.3, '-': 0.77, 0: 0 }[event.key];
    if (event.key === ' ' && key) { event.preventDefault(); select(key, true); }
    else if (factor !== undefined && !event.ctrlKey && !event.metaKey) plot.zoom(factor);
  });
  document.addEventListener('keydown', (event) => {
    const at = /** @type {HTMLElement} */ (event.target);
    const here = at === document.body || element.contains(at);
    if (event.key === 'Escape' && here && plot.selection.pinned) select(start, false);
  });
  // A frame later, when the style sheet has followed.
  const redraw = () => requestAnimationFrame(() => plot.draw());
  document.documentElement.addEventListener('themechange', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}

const lineage = /** @type {HTMLElement | null} */ (document.querySelector('[data-lineage]'));
if (lineage) whenIdle(() => attach(lineage));
