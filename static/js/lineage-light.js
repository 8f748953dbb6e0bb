// Which parts of the figure are lit, in which colour and at which size. Pure: traces in, traces out.
// A trace says in `meta` what it is (`role`), whose points it holds (`parts` of lines, `keys` of
// texts) and by which custom properties of the style sheet it is coloured (`line`, `fill`).

/**
 * @typedef {{role: string, line?: string, fill?: string, size?: number, keys?: string[], parts?: any[][]}} Meta
 * @typedef {{x: (number | null)[], y: (number | null)[], meta: Meta, [name: string]: any}} Trace
 * @typedef {{keys: string[], up: Set<string>, down: Set<string>, pinned: boolean, focus: string, found: string[]}} Selection
 */

const DIMMED = 0.25;
// What belongs to no node: it is never dimmed.
const KEPT = new Set(['targets', 'hints', 'frames', 'signs', 'runs']);
const SMALLEST_READABLE = 0.65;

/**
 * The traces with what is up and down from the selection in its colour, rings around what is
 * selected, focused and found, roles beside what is selected, and the rest dimmed if the
 * selection is pinned.
 * @param {Trace[]} data
 * @param {Selection} selection
 * @returns {Trace[]}
 */
export function lit(data, selection) {
  const { keys, up, down, pinned, focus, found } = selection;
  const above = new Set([...up, ...keys]);
  const below = new Set([...down, ...keys]);
  /** @param {string[]} whose */
  const related = (whose) => whose.every((one) => above.has(one) || below.has(one));
  /** @param {Trace} trace */
  const rest = (trace) => (pinned ? { ...trace, opacity: DIMMED } : trace);
  const traces = data.flatMap((trace) => {
    if (KEPT.has(trace.meta.role)) return [trace];
    if (trace.meta.role === 'roles') return [split(trace, ([whose]) => keys.includes(whose))[0]];
    if (trace.meta.role === 'edges' || trace.meta.role === 'tips') {
      /** @param {Set<string>} side */
      const within = (side) => (/** @type {string[]} */ whose) => whose.every((one) => side.has(one));
      const [blue, other] = split(trace, within(above));
      const [orange, grey] = split(other, within(below));
      return [rest(grey), coloured(blue, '--up'), coloured(orange, '--downs')];
    }
    if (!pinned) return [trace];
    const [kept, faded] = split(trace, related);
    return [rest(faded), kept];
  });
  const rings = [
    ...found.map((key) => ring(data, key, 3, '--accent', 3)),
    ...keys.map((key) => ring(data, key, 5, '--ink', 2)),
    ring(data, focus, 8, '--focus', 3),
  ];
  return [...traces, ...rings.filter((one) => one !== null)];
}

/**
 * A trace as two: the parts whose keys pass, and the others.
 * @param {Trace} trace
 * @param {(whose: string[]) => boolean} passes
 * @returns {[Trace, Trace]}
 */
export function split(trace, passes) {
  const { parts, keys } = trace.meta;
  if (keys) {
    const places = keys.map((_, place) => place);
    const yes = places.filter((place) => passes([keys[place]]));
    const no = places.filter((place) => !passes([keys[place]]));
    return [pick(trace, yes), pick(trace, no)];
  }
  const all = parts ?? [];
  return [
    cut(trace, all.filter((part) => passes(part.slice(0, -2)))),
    cut(trace, all.filter((part) => !passes(part.slice(0, -2)))),
  ];
}

/** @param {Trace} trace @param {number[]} places @returns {Trace} */
function pick(trace, places) {
  const keys = trace.meta.keys ?? [];
  return {
    ...trace,
    x: places.map((place) => trace.x[place]),
    y: places.map((place) => trace.y[place]),
    text: places.map((place) => trace.text[place]),
    meta: { ...trace.meta, keys: places.map((place) => keys[place]) },
  };
}

/** @param {Trace} trace @param {any[][]} parts @returns {Trace} */
function cut(trace, parts) {
  /** @type {(number | null)[]} */ const x = [];
  /** @type {(number | null)[]} */ const y = [];
  const moved = parts.map((part) => {
    const [start, end] = part.slice(-2);
    const begin = x.length;
    x.push(...trace.x.slice(start, end), null);
    y.push(...trace.y.slice(start, end), null);
    return [...part.slice(0, -2), begin, begin + end - start];
  });
  return { ...trace, x: x.slice(0, -1), y: y.slice(0, -1), meta: { ...trace.meta, parts: moved } };
}

/** @param {Trace} trace @param {string} name @returns {Trace} */
function coloured(trace, name) {
  return { ...trace, meta: { ...trace.meta, line: name, fill: trace.meta.fill ? name : '' } };
}

/**
 * The outline of a node, so many pixels larger; null for a node that is not drawn.
 * @param {Trace[]} data @param {string} key @param {number} more @param {string} colour @param {number} width
 * @returns {Trace | null}
 */
function ring(data, key, more, colour, width) {
  for (const trace of data) {
    // The last outline is the front one.
    const part = trace.meta.role === 'bodies' && trace.meta.parts?.filter(([whose]) => whose === key).at(-1);
    if (part) {
      const [x, y] = [trace.x, trace.y].map((axis) => larger(axis.slice(...part.slice(-2)), more));
      return {
        ...trace, x, y, fill: 'none', opacity: 1,
        line: { ...trace.line, width }, meta: { role: 'ring', line: colour, fill: '' },
      };
    }
  }
  return null;
}

/** @param {(number | null)[]} values @param {number} more */
function larger(values, more) {
  const numbers = values.map(Number);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers);
  const middle = (low + high) / 2;
  return numbers.map((value) => middle + (value - middle) * (1 + (2 * more) / (high - low)));
}

/**
 * The traces in the colours that `resolve` gives for custom properties.
 * @param {Trace[]} data
 * @param {(name: string) => string} resolve
 * @returns {Trace[]}
 */
export function painted(data, resolve) {
  const canvas = resolve('--canvas');
  const corners = [[-1, -1], [1, -1], [-1, 1], [1, 1], [0, 2], [0, -2], [2, 0], [-2, 0]];
  const shadow = corners.map(([x, y]) => `${x}px ${y}px 1px ${canvas}`).join(', ');
  return data.map((trace) => {
    const { line, fill, role } = trace.meta;
    if (!line) return trace;
    if (trace.mode === 'text') {
      const halo = role === 'counts' || role === 'letters' ? 'none' : shadow;
      return { ...trace, textfont: { ...trace.textfont, color: resolve(line), shadow: halo } };
    }
    const painted = { ...trace, line: { ...trace.line, color: resolve(line) } };
    return fill ? { ...painted, fillcolor: resolve(fill) } : painted;
  });
}

/**
 * The trace as it is drawn at `scale`: lines shrink with it, text grows and shrinks,
 * up to a size, and vanishes where it could not be read.
 * @param {Trace} trace
 * @param {number} scale
 */
export function sized(trace, scale) {
  const size = trace.meta.size ?? 0;
  if (trace.mode === 'markers') return { ...trace, marker: { ...trace.marker, size: Math.max(size * scale, 12) } };
  if (trace.mode !== 'text') return { ...trace, line: { ...trace.line, width: trace.line.width * Math.min(scale, 1) } };
  const font = { ...trace.textfont, size: Math.min(size * scale, 18) };
  return { ...trace, textfont: font, visible: scale >= SMALLEST_READABLE };
}
