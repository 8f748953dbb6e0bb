// What lies up and down from nodes, and which node is next in a direction. Pure.

/**
 * @typedef {{up: Map<string, Set<string>>, down: Map<string, Set<string>>}} Ways
 * @typedef {{up: Set<string>, down: Set<string>}} Reach
 * @typedef {Map<string, [number, number]>} Places
 */

/**
 * The neighbours of each node, from pairs of keys in the direction of flow.
 * @param {Iterable<[string, string]>} pairs
 * @returns {Ways}
 */
export function ways(pairs) {
  /** @type {Ways} */
  const found = { up: new Map(), down: new Map() };
  /** @param {Map<string, Set<string>>} side @param {string} at @param {string} other */
  const add = (side, at, other) => side.set(at, (side.get(at) ?? new Set()).add(other));
  for (const [source, target] of pairs) {
    add(found.down, source, target);
    add(found.up, target, source);
  }
  return found;
}

/**
 * Everything upstream and downstream of `keys`, themselves in neither.
 * @param {Ways} graph
 * @param {string[]} keys
 * @returns {Reach}
 */
export function reach(graph, keys) {
  return { up: walk(graph.up, keys), down: walk(graph.down, keys) };
}

/** @param {Map<string, Set<string>>} side @param {string[]} keys */
function walk(side, keys) {
  const seen = new Set(keys);
  for (const at of seen) for (const next of side.get(at) ?? []) seen.add(next);
  for (const key of keys) seen.delete(key);
  return seen;
}

/**
 * Where an arrow key leads from a node: left and right along its edges to the nearest in height,
 * up and down within its column; itself where nothing is there.
 * @param {string} arrow ArrowLeft, ArrowRight, ArrowUp or ArrowDown
 * @param {string} key
 * @param {Ways} graph
 * @param {Places} places what is drawn, and where
 * @returns {string}
 */
export function next(arrow, key, graph, places) {
  const here = places.get(key);
  if (!here) return key;
  const [x, y] = here;
  /** @type {string[]} */
  let others;
  if (arrow === 'ArrowLeft' || arrow === 'ArrowRight') {
    others = [...(graph[arrow === 'ArrowLeft' ? 'up' : 'down'].get(key) ?? [])];
  } else {
    const sign = arrow === 'ArrowUp' ? -1 : 1;
    others = [...places].filter(([, [left, top]]) => left === x && (top - y) * sign > 0).map(([other]) => other);
  }
  const far = (/** @type {string} */ other) => Math.abs((places.get(other)?.[1] ?? 0) - y);
  return others.filter((other) => places.has(other)).sort((a, b) => far(a) - far(b))[0] ?? key;
}

/**
 * The keys whose words have `text` in them, in any case.
 * @param {Map<string, string>} words
 * @param {string} text
 * @returns {string[]}
 */
export function matching(words, text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  return [...words].filter(([key, said]) => `${said} ${key}`.toLowerCase().includes(wanted)).map(([key]) => key);
}

/**
 * The key whose place is nearest to a point, "" where none is within reach.
 * @param {Places} places
 * @param {[number, number]} point
 * @param {number} within
 * @returns {string}
 */
export function nearest(places, [x, y], within) {
  let [found, least] = ['', within];
  for (const [key, [left, top]] of places) {
    const far = Math.hypot(left - x, top - y);
    if (far <= least) [found, least] = [key, far];
  }
  return found;
}
