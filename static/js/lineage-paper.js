// The server's SVG as a picture that moves and lights up: it is there long before plotly is.
// It moves as one layer of the page, so that a drag costs no drawing.
import { keyOf } from './lineage-links.js';
import { Sheet } from './lineage-sheet.js';
import { shifted, zoomed } from './lineage-view.js';

const DRAG = 4; // pixels after which a press is no click
const WHEEL = 500; // pixels of a wheel that zoom by e

export class Paper extends Sheet {
  /** @param {(key: string, event: MouseEvent) => void} chosen called with a key, box/<place> or shut/<run> */
  start(chosen) {
    this.settle();
    this.view.dataset.live = '';
    this.over = new AbortController();
    /** @type {{x: number, y: number, ranges: import('./lineage-view.js').Ranges, moved: boolean} | null} */
    this.pressed = null;
    /** @param {string} name @param {(event: any) => void} run */
    const on = (name, run) => this.view.addEventListener(name, run, { signal: this.over?.signal, passive: false });
    on('dragstart', (event) => event.preventDefault());
    on('pointerdown', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      this.pressed = { x: event.clientX, y: event.clientY, ranges: this.ranges, moved: false };
    });
    on('pointermove', (event) => this.drag(event));
    on('pointercancel', () => { this.pressed = null; delete this.view.dataset.moving; });
    on('click', (event) => this.click(event, chosen));
    on('wheel', (event) => this.wheel(event));
    this.draw();
  }

  /** @param {MouseEvent} event @param {(key: string, event: MouseEvent) => void} chosen */
  click(event, chosen) {
    const moved = this.pressed?.moved;
    this.pressed = null;
    delete this.view.dataset.moving;
    this.rested?.();
    const link = /** @type {Element} */ (event.target).closest('a');
    const key = moved || !link ? '' : keyOf(link);
    if (moved || key) event.preventDefault();
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

  /** @param {PointerEvent} event */
  drag(event) {
    const from = this.pressed;
    if (!from) return;
    const [across, down] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.moved && Math.hypot(across, down) < DRAG) return;
    if (!from.moved) this.view.setPointerCapture(event.pointerId);
    from.moved = true;
    this.view.dataset.moving = '';
    this.see(shifted(from.ranges, -across / this.scale, -down / this.scale));
    this.move();
  }

  /** @returns {Promise<void>} as soon as nobody drags it */
  resting() {
    return this.pressed ? new Promise((resolve) => { this.rested = resolve; }) : Promise.resolve();
  }

  get picture() {
    return /** @type {SVGElement} */ (this.view.querySelector('.graph'));
  }

  /** Show what is to be seen. */
  move() {
    const { left, top } = this.scene;
    const { x, y } = this.ranges;
    const place = `translate(${(left - x[0]) * this.scale}px, ${(top - y[1]) * this.scale}px)`;
    this.picture.style.transform = `${place} scale(${this.scale})`;
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

  /** Leave the view to another drawing. */
  end() {
    this.over?.abort();
    delete this.view.dataset.live;
    delete this.view.dataset.moving;
    this.picture.style.transform = '';
  }
}
