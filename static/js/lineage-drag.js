// A press that moves, on the view of a picture.

const DRAG = 4; // pixels after which a press is no click

export class Drag {
  /**
   * @param {HTMLElement} view
   * @param {AbortSignal} signal ends it
   * @param {{begin: () => void, by: (across: number, down: number) => void, end: () => void}} does `by` is
   *   told how many pixels the pointer is from where it was pressed
   */
  constructor(view, signal, does) {
    this.does = does;
    /** @type {{x: number, y: number} | null} */
    this.from = null;
    this.moved = false;
    view.addEventListener('pointerdown', (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      this.from = { x: event.clientX, y: event.clientY };
      this.moved = false;
    }, { signal, capture: true });
    // On the window: a press goes on where the pointer has left the view.
    addEventListener('pointermove', (event) => this.move(event), { signal });
    // Plotly takes part in clicks only.
    for (const name of ['mousemove', 'touchmove']) {
      addEventListener(name, (event) => {
        if (this.from && this.moved) event.stopImmediatePropagation();
      }, { signal, capture: true });
    }
    for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => this.release(), { signal });
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.from) return;
    const [across, down] = [event.clientX - this.from.x, event.clientY - this.from.y];
    if (!this.moved && Math.hypot(across, down) < DRAG) return;
    if (!this.moved) this.does.begin();
    this.moved = true;
    this.does.by(across, down);
  }

  release() {
    this.from = null;
    if (this.moved) this.does.end();
    this.rested?.();
  }

  /** @returns {Promise<void>} as soon as nothing is pressed */
  resting() {
    return this.from ? new Promise((resolve) => { this.rested = resolve; }) : Promise.resolve();
  }
}
