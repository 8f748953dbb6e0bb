// The picture drawn by plotly over the server's SVG, on the same positions.
import { resolver } from './lineage-colours.js';
import { Drag } from './lineage-drag.js';
import { lit, painted, sized } from './lineage-light.js';
import { Sheet } from './lineage-sheet.js';

// No bar (it can upload the chart), nothing sent anywhere.
const CONFIG = {
  displayModeBar: false, scrollZoom: true, doubleClick: false, responsive: true, displaylogo: false,
  showSendToCloud: false, plotlyServerURL: '', showTips: false,
};

// The page has whole tenths of a pixel.
const pixels = (/** @type {(number | null)[]} */ tenths) => tenths.map((one) => (one === null ? null : one / 10));

/** @returns {{data: import('./lineage-light.js').Trace[], layout: any}} what the page says now, in pixels */
function figure() {
  const told = JSON.parse(document.querySelector('script[data-figure]')?.textContent ?? '');
  const data = told.data.map((/** @type {import('./lineage-light.js').Trace} */ one) => ({ ...one, x: pixels(one.x), y: pixels(one.y) }));
  return { ...told, data };
}

export class Plot extends Sheet {
  /**
   * @param {any} plotly
   * @param {import('./lineage-paper.js').Paper} paper what it draws in the place of
   */
  constructor(plotly, paper) {
    super(paper.view, paper.selection, paper.ranges);
    this.plotly = plotly;
    this.paper = paper;
    this.figure = figure();
    this.element = document.createElement('div');
    this.element.className = 'plot';
    this.element.setAttribute('aria-hidden', 'true');
  }

  /** @param {(key: string, event: MouseEvent) => void} chosen called with a key, box/<place> or shut/<run> */
  async start(chosen) {
    this.settle();
    this.view.append(this.element);
    this.view.dataset.drawn = '';
    await this.draw();
    const plot = /** @type {any} */ (this.element);
    plot.on('plotly_click', (/** @type {any} */ event) => {
      const hit = event.points.find((/** @type {any} */ point) => point.data.meta.role === 'targets');
      if (hit && !this.drag?.moved) chosen(hit.customdata, event.event);
    });
    plot.on('plotly_relayout', () => this.moved());
    addEventListener('beforeprint', () => this.paper.match(this));
    this.drag = new Drag(this.view, new AbortController().signal, this.dragging());
    for (const [name, cursor] of [['plotly_hover', 'pointer'], ['plotly_unhover', '']]) {
      plot.on(name, () => {
        const drag = /** @type {HTMLElement | null} */ (this.element.querySelector('.nsewdrag'));
        if (drag) drag.style.cursor = cursor;
      });
    }
  }

  /** What a drag does: plotly draws hundreds of points anew for every frame, so the paper moves. */
  dragging() {
    const { begin, by, end } = this.paper.dragging();
    return {
      begin: () => {
        this.paper.lift(this);
        begin();
      },
      by,
      end: async () => {
        end();
        this.see(this.paper.ranges);
        await this.draw();
        // Unless the next drag has begun.
        if (!('moving' in this.view.dataset)) delete this.view.dataset.live;
      },
    };
  }

  /** @type {Sheet['show']} */
  show(...picture) {
    this.figure = figure();
    return super.show(...picture);
  }

  /** Read where the user has moved to; text follows the scale. */
  moved() {
    const { xaxis: { range: x }, yaxis: { range: y } } = /** @type {any} */ (this.element)._fullLayout;
    const before = this.scale;
    /** @type {import('./lineage-view.js').Ranges} */
    const now = { x: [Number(x[0]), Number(x[1])], y: [Number(y[0]), Number(y[1])] };
    this.see(now);
    if (Math.abs(this.scale - before) > 0.005) this.draw();
  }

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
}
