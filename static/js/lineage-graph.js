// What lies up and down from a node. Pure.

/**
 * @typedef {{up: Map<string, Set<string>>, down: Map<string, Set<string>>}} Ways
 * @typedef {{up: Set<string>, down: Set<string>}} Reach
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
 * Everything upstream and downstream of `key`, `key` itself in neither.
 * @param {Ways} graph
 * @param {string} key
 * @returns {Reach}
 */
export function reach(graph, key) {
  return { up: walk(graph.up, key), down: walk(graph.down, key) };
}

/** @param {Map<string, Set<string>>} side @param {string} key */
function walk(side, key) {
  const seen = new Set([key]);
  for (const at of seen) for (const next of side.get(at) ?? []) seen.add(next);
  seen.delete(key);
  return seen;
}
