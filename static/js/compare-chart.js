// data-compared: where the figure of script[data-figure] is drawn. data-plotly is the address of
// plotly.js, data-root what records' paths start with. The table below it says the same.
import { framed } from './address.js';
import { resolver } from './lineage-colours.js';
import { load, whenIdle } from './plotly.js';

/**
 * @typedef {{line: string, fill?: string, records?: number[]}} Meta
 * @typedef {{meta: Meta, mode: string, [name: string]: any}} Trace
 */

// No bar (it can upload the chart), nothing sent anywhere.
const CONFIG = { displayModeBar: false, responsive: true, showSendToCloud: false, plotlyServerURL: '', showTips: false };

/**
 * The trace in the colours that `resolve` gives for custom properties.
 * @param {Trace} trace
 * @param {(name: string) => string} resolve
 * @returns {Trace}
 */
export function painted(trace, resolve) {
  const line = resolve(trace.meta.line);
  if (trace.mode === 'text') return { ...trace, textfont: { ...trace.textfont, color: line } };
  const fill = resolve(trace.meta.fill ?? trace.meta.line);
  const marker = { ...trace.marker, color: fill, line: { ...trace.marker.line, color: line } };
  return { ...trace, line: { ...trace.line, color: line }, marker };
}

/**
 * The trace with the title of its record at each of its points.
 * @param {Trace} trace
 * @param {{title: string}[]} marks
 * @returns {Trace}
 */
export function titled(trace, marks) {
  const { records } = trace.meta;
  return records ? { ...trace, text: records.map((place) => marks[place].title) } : trace;
}

/**
 * The layout in the colours of the page.
 * @param {any} layout
 * @param {(name: string) => string} resolve
 * @param {string} family
 */
export function dressed(layout, resolve, family) {
  const font = { family, size: 12, color: resolve('--ink-3') };
  const axis = { gridcolor: resolve('--line'), linecolor: resolve('--line-2'), tickfont: font };
  return {
    ...layout,
    font,
    paper_bgcolor: resolve('--surface'),
    plot_bgcolor: resolve('--surface'),
    hoverlabel: { bgcolor: resolve('--surface'), bordercolor: resolve('--control'), font: { ...font, color: resolve('--ink') } },
    xaxis: { ...axis, ...layout.xaxis },
    yaxis: { ...axis, ...layout.yaxis },
  };
}

/** @param {Document} root */
export function attach(root) {
  const element = /** @type {HTMLElement | null} */ (root.querySelector('[data-compared]'));
  if (element) whenIdle(() => draw(element));
}

/** @param {HTMLElement} element */
async function draw(element) {
  const figure = JSON.parse(document.querySelector('script[data-figure]')?.textContent ?? '{}');
  const marks = figure.layout.meta;
  const plotly = await load(element.dataset.plotly ?? '');
  const react = () => {
    const resolve = resolver(document.body);
    const family = getComputedStyle(document.body).fontFamily;
    const traces = figure.data.map((/** @type {Trace} */ trace) => painted(titled(trace, marks), resolve));
    return plotly.react(element, traces, dressed(figure.layout, resolve, family), CONFIG);
  };
  element.hidden = false;
  await react();
  /** @type {any} */ (element).on('plotly_click', (/** @type {any} */ event) => {
    const [hit] = event.points;
    const place = hit?.data.meta.records?.[hit.pointIndex];
    if (place !== undefined) location.assign(framed(`${element.dataset.root}/${marks[place].path}`, location.href));
  });
  // A frame later, when the style sheet has followed.
  const redraw = () => requestAnimationFrame(react);
  document.documentElement.addEventListener('themechange', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}
