// The server's SVG as a picture that moves and lights up: it is there long before plotly is.
// It moves as one layer of the page, so that a drag costs no drawing; plotly's drags use it, too.
import { Drag } from './lineage-drag.js';
import { keyOf } from './lineage-links.js';
import { Sheet } from './lineage-sheet.js';
import { shifted, zoomed } from './lineage-view.js';

const WHEEL = 500; // pixels of a wheel that zoom by e

export class Paper extends Sheet {
  /** @param {(key: string, event: MouseEvent) => void} chosen called with a key, box/<place> or shut/<run> */
  start(chosen) {
    // Read before anything is written: a large picture is laid out once, not once for each.
    const { scale } = this;
    this.settle();
    this.move(scale);
    this.view.dataset.live = '';
    this.over = new AbortController();
    const { signal } = this.over;
    this.drag = new Drag(this.view, signal, this.dragging());
    this.view.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
    this.view.addEventListener('click', (event) => this.click(event, chosen), { signal });
    this.view.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
    this.draw();
  }

  /** What a drag does: the picture follows the pointer. */
  dragging() {
    let from = this.ranges;
    return {
      begin: () => {
        from = this.ranges;
        this.view.dataset.moving = '';
      },
      by: (/** @type {number} */ across, /** @type {number} */ down) => {
        this.see(shifted(from, -across / this.scale, -down / this.scale));
        this.move();
      },
      end: () => { delete this.view.dataset.moving; },
    };
  }

  /** @param {MouseEvent} event @param {(key: string, event: MouseEvent) => void} chosen */
  click(event, chosen) {
    const link = /** @type {Element} */ (event.target).closest('a');
    const key = this.drag?.moved || !link ? '' : keyOf(link);
    if (this.drag?.moved || key) event.preventDefault();
    if (key) chosen(key, event);
  }

  /** Zoom where the pointer is. @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    const before = this.at(event);
    this.see(zoomed(this.ranges, Math.exp(-event.deltaY / WHEEL)));
    const after = this.at(event);
    this.see(shifted(this.ranges, before[0] - after[0], before[1] - after[1]));
    this.move();
  }

  /** Show what is to be seen. @param {number} scale */
  move(scale = this.scale) {
    const { left, top } = this.scene;
    const { x, y } = this.ranges;
    const place = `translate(${(left - x[0]) * scale}px, ${(top - y[1]) * scale}px)`;
    this.picture.style.transform = `${place} scale(${scale})`;
  }

  /** Light up what is selected. */
  draw() {
    this.move();
    const { keys, up, down, pinned, found } = this.selection;
    const above = new Set([...up, ...keys]);
    const below = new Set([...down, ...keys]);
    for (const link of this.picture.querySelectorAll('a[data-key]')) {
      const key = String(/** @type {SVGAElement} */ (link).dataset.key);
      link.classList.toggle('on', keys.includes(key));
      link.classList.toggle('hit-on', found.includes(key));
      link.classList.toggle('dim', pinned && !above.has(key) && !below.has(key));
    }
    for (const edge of this.picture.querySelectorAll('[data-edge]')) {
      const ends = String(/** @type {SVGElement} */ (edge).dataset.edge).split(' ');
      const isUp = ends.every((key) => above.has(key));
      const isDown = !isUp && ends.every((key) => below.has(key));
      edge.classList.toggle('dim', pinned && !isUp && !isDown);
      for (const line of edge.querySelectorAll('path')) {
        line.classList.toggle('e-up', isUp);
        line.classList.toggle('e-dn', isDown);
      }
    }
  }

  /** Leave the view to another drawing, which may lift it up for a drag. */
  end() {
    this.over?.abort();
    delete this.view.dataset.live;
  }

  /** Show in the place of another drawing what that one shows. @param {Sheet} other */
  lift(other) {
    this.match(other);
    this.view.dataset.live = '';
  }

  /** Light up what another drawing does, which may be seen meanwhile. @param {Sheet} other */
  match(other) {
    this.selection = other.selection;
    this.see(other.ranges);
    this.draw();
  }
}
