// What the picture is drawn on: which part of it is seen, what is selected, and where nodes are.
// Paper (the server's SVG) and Plot (plotly) draw on it.
import { nearest } from './lineage-graph.js';
import { first, revealing, shifted, whole, zoomed } from './lineage-view.js';

/**
 * @typedef {{data: import('./lineage-light.js').Trace[], layout: any}} Figure
 * @typedef {import('./lineage-light.js').Selection} Selection
 */

const REACH = 20; // from the middle of a glyph

export class Sheet {
  /**
   * @param {HTMLElement} view
   * @param {Figure} figure
   * @param {Selection} selection
   * @param {import('./lineage-view.js').Ranges} [ranges] what is seen; at first as much as is readable
   */
  constructor(view, figure, selection, ranges) {
    this.view = view;
    this.figure = figure;
    this.selection = selection;
    this.ranges = ranges ?? first(this.scene, this.frame, this.point(selection.keys[0]));
  }

  /** @param {import('./lineage-view.js').Ranges} ranges what is seen from now on */
  see(ranges) {
    this.ranges = ranges;
  }

  /** Draw what is selected, in the colours of the theme. @returns {Promise<any> | void} */
  draw() {}

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
    const { customdata, x, y } = /** @type {any} */ (this.figure.data.find((trace) => trace.meta.role === 'targets'));
    return new Map(customdata.map((/** @type {string} */ key, /** @type {number} */ at) => (
      [key, [Number(x[at]), Number(y[at])]])));
  }

  /** @param {MouseEvent} event @returns {[number, number]} where in the picture the pointer is */
  at(event) {
    const { left, top } = this.view.getBoundingClientRect();
    const { x, y } = this.ranges;
    return [x[0] + (event.clientX - left) / this.scale, y[1] + (event.clientY - top) / this.scale];
  }

  /** @param {MouseEvent} event @returns {string} the key under the pointer, "" for none */
  under(event) {
    return nearest(this.places, this.at(event), REACH);
  }

  /** The view keeps its height once its picture takes none. */
  settle() {
    if (!this.view.style.height) this.view.style.height = `${this.view.clientHeight}px`;
    this.view.scrollTo(0, 0);
  }

  /**
   * Another figure in place of this one; what is drawn at `anchor` stays where it is seen.
   * @param {Figure} figure
   * @param {string} anchor
   * @param {Partial<Selection>} selection
   * @param {number} moved pixels that the view itself moved down
   */
  show(figure, anchor, selection, moved) {
    const before = this.places.get(anchor);
    this.figure = figure;
    this.selection = { ...this.selection, ...selection };
    const after = this.places.get(anchor);
    if (before && after) {
      this.ranges = shifted(this.ranges, after[0] - before[0], after[1] - before[1] + moved / this.scale);
    }
    return this.draw();
  }

  /** @param {Partial<Selection>} selection */
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
