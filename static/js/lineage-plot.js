// The picture drawn by plotly over the server's SVG, on the same positions.
import { resolver } from './lineage-colours.js';
import { nearest } from './lineage-graph.js';
import { lit, painted, sized } from './lineage-light.js';
import { first, revealing, shifted, whole, zoomed } from './lineage-view.js';

// No bar (it can upload the chart), nothing sent anywhere.
const CONFIG = {
  displayModeBar: false, scrollZoom: true, doubleClick: false, responsive: true, displaylogo: false,
  showSendToCloud: false, plotlyServerURL: '', showTips: false,
};

const REACH = 20; // from the middle of a glyph

export class Plot {
  /**
   * @param {any} plotly
   * @param {HTMLElement} view
   * @param {{data: import('./lineage-light.js').Trace[], layout: any}} figure
   * @param {import('./lineage-light.js').Selection} selection
   */
  constructor(plotly, view, figure, selection) {
    this.plotly = plotly;
    this.figure = figure;
    this.selection = selection;
    this.view = view;
    this.element = document.createElement('div');
    this.element.className = 'plot';
    this.element.setAttribute('aria-hidden', 'true');
    this.ranges = first(this.scene, this.frame, this.point(selection.keys[0]));
  }

  get scene() {
    const { xaxis: { range: [left, right] }, yaxis: { range: [bottom, top] } } = this.figure.layout;
    return { left, top, width: right - left, height: bottom - top };
  }

  get frame() {
    return { width: this.view.clientWidth, height: this.view.clientHeight };
  }

  get scale() {
    return this.frame.width / (this.ranges.x[1] - this.ranges.x[0]);
  }

  /** @param {string} key @returns {[number, number]} where it is drawn; 0, 0 for what is not */
  point(key) {
    return this.places.get(key) ?? [0, 0];
  }

  /** @returns {import('./lineage-graph.js').Places} */
  get places() {
    const { customdata, x, y } = this.targets;
    return new Map(customdata.map((/** @type {string} */ key, /** @type {number} */ at) => (
      [key, [Number(x[at]), Number(y[at])]])));
  }

  get targets() {
    return /** @type {any} */ (this.figure.data.find((trace) => trace.meta.role === 'targets'));
  }

  /** @param {MouseEvent} event @returns {string} the key under the pointer, "" for none */
  under(event) {
    const { left, top } = this.element.getBoundingClientRect();
    const { x, y } = this.ranges;
    const at = /** @type {[number, number]} */ ([x[0] + (event.clientX - left) / this.scale, y[1] + (event.clientY - top) / this.scale]);
    return nearest(this.places, at, REACH);
  }

  /** @param {(key: string, event: MouseEvent) => void} chosen called with a key, box/<place> or shut/<run> */
  async start(chosen) {
    this.view.style.height = `${this.view.clientHeight}px`;
    this.view.append(this.element);
    this.view.dataset.drawn = '';
    this.view.scrollTo(0, 0);
    await this.draw();
    const plot = /** @type {any} */ (this.element);
    plot.on('plotly_click', (/** @type {any} */ event) => {
      const hit = event.points.find((/** @type {any} */ point) => point.data.meta.role === 'targets');
      if (hit) chosen(hit.customdata, event.event);
    });
    plot.on('plotly_relayout', () => this.moved());
    for (const [name, cursor] of [['plotly_hover', 'pointer'], ['plotly_unhover', '']]) {
      plot.on(name, () => {
        const drag = /** @type {HTMLElement | null} */ (this.element.querySelector('.nsewdrag'));
        if (drag) drag.style.cursor = cursor;
      });
    }
  }

  /** Read where the user has moved to; text follows the scale. */
  moved() {
    const { xaxis: { range: x }, yaxis: { range: y } } = /** @type {any} */ (this.element)._fullLayout;
    const before = this.scale;
    /** @type {import('./lineage-view.js').Ranges} */
    const now = { x: [Number(x[0]), Number(x[1])], y: [Number(y[0]), Number(y[1])] };
    this.ranges = now;
    if (Math.abs(this.scale - before) > 0.005) this.draw();
  }

  /** Draw what is selected, in the colours of the theme. */
  draw() {
    const colour = resolver(this.view);
    const traces = painted(lit(this.figure.data, this.selection), colour);
    const font = { family: getComputedStyle(document.body).fontFamily, color: colour('--ink') };
    const layout = {
      ...this.figure.layout,
      font,
      paper_bgcolor: colour('--canvas'),
      plot_bgcolor: colour('--canvas'),
      hoverlabel: { bgcolor: colour('--surface'), bordercolor: colour('--control'), font: { ...font, size: 12 } },
      xaxis: { ...this.figure.layout.xaxis, range: this.ranges.x },
      yaxis: { ...this.figure.layout.yaxis, range: this.ranges.y },
    };
    return this.plotly.react(this.element, traces.map((trace) => sized(trace, this.scale)), layout, CONFIG);
  }

  /**
   * Another figure in place of this one; what is drawn at `anchor` stays where it is seen.
   * @param {{data: import('./lineage-light.js').Trace[], layout: any}} figure
   * @param {string} anchor
   * @param {Partial<import('./lineage-light.js').Selection>} selection
   */
  show(figure, anchor, selection) {
    const before = this.places.get(anchor);
    this.figure = figure;
    this.selection = { ...this.selection, ...selection };
    const after = this.places.get(anchor);
    if (before && after) this.ranges = shifted(this.ranges, after[0] - before[0], after[1] - before[1]);
    return this.draw();
  }

  /** @param {Partial<import('./lineage-light.js').Selection>} selection */
  select(selection) {
    this.selection = { ...this.selection, ...selection };
    const seen = selection.focus || selection.keys?.[0];
    if (seen && this.places.has(seen)) this.ranges = revealing(this.ranges, this.point(seen));
    this.draw();
  }

  /** @param {number} factor 0 fits the whole picture */
  zoom(factor) {
    this.ranges = factor ? zoomed(this.ranges, factor) : whole(this.scene, this.frame);
    this.draw();
  }
}
