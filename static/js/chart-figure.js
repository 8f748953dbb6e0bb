// A figure as the page draws it. Pure. What is under a key that ends in `color`, or in a colour scale,
// names a custom property of the style sheet.

/**
 * @param {any} value
 * @param {(name: string) => string} resolve
 * @param {boolean} [coloured]
 * @returns {any}
 */
export function painted(value, resolve, coloured = false) {
  if (typeof value === 'string') return coloured && value.startsWith('--') ? resolve(value) : value;
  if (Array.isArray(value)) return value.map((one) => painted(one, resolve, coloured));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, painted(one, resolve, /colou?r(scale)?$/.test(name))]),
  );
}

const NARROW = 480; // pixels, below which times would stand in each other
// Of two plotly finds a place for none in one timeline of fifty, and then fails to place their title; three
// of this size never met or were cut (1,100 timelines of 3 ms to 4 days, 272 pixels wide).
const [TIMES, TIMES_SIZE] = [3, 10];

/**
 * The layout for a place of that width.
 * @param {any} layout
 * @param {number} width
 */
export function fitted(layout, width) {
  if (width >= NARROW || layout.xaxis?.type !== 'date') return layout;
  const tickfont = { ...layout.xaxis.tickfont, size: TIMES_SIZE };
  return { ...layout, xaxis: { ...layout.xaxis, nticks: TIMES, tickfont } };
}
