// What the picture is drawn on: which part of it is seen, what is selected, and where nodes are.
// Paper (the server's SVG) and Plot (plotly) draw on it.
import { nearest } from './lineage-graph.js';
import { Links } from './lineage-links.js';
import { first, revealing, shifted, whole, zoomed } from './lineage-view.js';

/** @typedef {import('./lineage-light.js').Selection} Selection */

const REACH = 20; // from the middle of a glyph

export class Sheet {
  /**
   * @param {HTMLElement} view
   * @param {Selection} selection
   * @param {import('./lineage-view.js').Ranges} [ranges] what is seen; at first as much as is readable
   */
  constructor(view, selection, ranges) {
    this.view = view;
    this.selection = selection;
    this.ranges = ranges ?? first(this.scene, this.frame, this.links.point(selection.keys[0]) ?? [0, 0]);
  }

  /** @param {import('./lineage-view.js').Ranges} ranges what is seen from now on */
  see(ranges) {
    this.ranges = ranges;
  }

  /** Draw what is selected, in the colours of the theme. @returns {Promise<any> | void} */
  draw() {}

  get scene() {
    const { x, y, width, height } = this.picture.viewBox.baseVal;
    return { left: x, top: y, width, height };
  }

  /** The server's SVG, whatever draws: it says where everything is. */
  get picture() {
    return /** @type {SVGSVGElement} */ (this.view.querySelector('.graph'));
  }

  get links() {
    return new Links(this.view);
  }

  get frame() {
    return { width: this.view.clientWidth, height: this.view.clientHeight };
  }

  get scale() {
    return this.frame.width / (this.ranges.x[1] - this.ranges.x[0]);
  }

  /** @param {MouseEvent} event @returns {[number, number]} where in the picture the pointer is */
  at(event) {
    const { left, top } = this.view.getBoundingClientRect();
    const { x, y } = this.ranges;
    return [x[0] + (event.clientX - left) / this.scale, y[1] + (event.clientY - top) / this.scale];
  }

  /** @param {MouseEvent} event @returns {string} the key under the pointer, "" for none */
  under(event) {
    return nearest(this.links.places, this.at(event), REACH);
  }

  /** The view keeps its height once its picture takes none. */
  settle() {
    const { clientHeight, scrollLeft, scrollTop } = this.view;
    if (scrollLeft || scrollTop) this.view.scrollTo(0, 0);
    if (!this.view.style.height) this.view.style.height = `${clientHeight}px`;
  }

  /**
   * The picture that came in place of another one; what was drawn at `before` stays where it is seen.
   * @param {string} anchor
   * @param {[number, number] | null} before
   * @param {Partial<Selection>} selection
   * @param {number} moved pixels that the view itself moved down
   */
  show(anchor, before, selection, moved) {
    this.selection = { ...this.selection, ...selection };
    const after = this.links.point(anchor);
    if (before && after) {
      this.ranges = shifted(this.ranges, after[0] - before[0], after[1] - before[1] + moved / this.scale);
    }
    return this.draw();
  }

  /** @param {Partial<Selection>} selection */
  select(selection) {
    this.selection = { ...this.selection, ...selection };
    const seen = selection.focus || selection.keys?.[0];
    const point = seen ? this.links.point(seen) : null;
    if (point) this.ranges = revealing(this.ranges, point);
    this.draw();
  }

  /** @param {number} factor 0 fits the whole picture */
  zoom(factor) {
    this.ranges = factor ? zoomed(this.ranges, factor) : whole(this.scene, this.frame);
    this.draw();
  }
}
