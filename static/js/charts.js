// data-chart: a chart of which script[type="application/json"] holds the figure and [data-place] is
// where plotly draws it; data-plotly is the address of plotly.js, data-open the start of the
// addresses of what its points stand for. The same numbers stand in a table, with scripts and without.
import { framed } from './address.js';
import { fitted, painted } from './chart-figure.js';
import { resolver } from './lineage-colours.js';
import { load } from './plotly.js';

const CONFIG = {
  displayModeBar: false, doubleClick: 'reset', responsive: true, displaylogo: false, showSendToCloud: false,
  plotlyServerURL: '', showTips: false, showAxisDragHandles: false,
};

/** @param {Document} root */
export function attach(root) {
  const charts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('[data-chart]')]);
  // Who scrolls to none needs no plotly; once it is there, the rest costs little, and paper wants all.
  const seen = new IntersectionObserver(async (entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    for (const element of charts) await drawn(element);
  }, { rootMargin: '300px' });
  for (const element of charts) seen.observe(element);
}

/** @param {HTMLElement} element */
async function drawn(element) {
  const place = /** @type {HTMLElement} */ (element.querySelector('[data-place]'));
  const figure = JSON.parse(element.querySelector('script')?.textContent ?? '{}');
  try {
    const plotly = await load(element.dataset.plotly ?? '');
    const draw = () => {
      const { data, layout } = painted(figure, resolver(place));
      const font = { ...layout.font, family: getComputedStyle(place).fontFamily };
      return plotly.react(place, data, { ...fitted(layout, place.clientWidth), font }, CONFIG);
    };
    await draw();
    element.dataset.drawn = '';
    follow(place, element.dataset.open ?? '');
    // A frame later, when the style sheet has followed.
    const redraw = () => requestAnimationFrame(draw);
    document.documentElement.addEventListener('themechange', redraw);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  } catch {
    place.textContent = 'This chart could not be drawn. The table has its numbers.';
  }
}

/** @param {HTMLElement} place @param {string} base */
function follow(place, base) {
  if (!base) return;
  const plot = /** @type {any} */ (place);
  for (const [name, cursor] of [['plotly_hover', 'pointer'], ['plotly_unhover', '']]) {
    plot.on(name, () => {
      const drag = /** @type {HTMLElement | null} */ (place.querySelector('.nsewdrag'));
      if (drag) drag.style.cursor = cursor;
    });
  }
  plot.on('plotly_click', (/** @type {any} */ event) => {
    const id = event.points.find((/** @type {any} */ point) => point.customdata)?.customdata;
    if (id) location.assign(framed(base + id, location.href));
  });
}
