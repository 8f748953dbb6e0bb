// Which keys do what on every page. Pure; /shortcuts lists them for people.

/** The path that follows g. @type {Record<string, string>} */
const PLACES = {
  o: '/', a: '/artifacts', e: '/executions', w: '/workspaces', l: '/lineage',
};

/** @type {Record<string, string>} */
const DEEDS = {
  '/': 'search', '?': 'shortcuts', j: 'next row', k: 'previous row', n: 'next page', p: 'previous page',
  y: 'copy', t: 'theme',
};

/**
 * What a key does after the key before it, and which key waits for another now.
 * @param {string} before "g", or "" where none waits
 * @param {string} key
 * @returns {{deed: string, path: string, waiting: string}}
 */
export function meaning(before, key) {
  if (before === 'g' && key in PLACES) return { deed: 'go', path: PLACES[key], waiting: '' };
  if (key === 'g') return { deed: '', path: '', waiting: 'g' };
  return { deed: DEEDS[key] ?? '', path: '', waiting: '' };
}

/**
 * Whether a key stroke is meant for a shortcut: no field, no modifier, no composition.
 * @param {{ctrlKey: boolean, metaKey: boolean, altKey: boolean, isComposing: boolean, defaultPrevented: boolean}} event
 * @param {boolean} typing whether it went into a field
 * @returns {boolean}
 */
export function isPlain(event, typing) {
  return !(typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented);
}

/**
 * The place of the row that comes after (or before) the one at `place`, within the rows there are.
 * @param {number} place -1 before the first
 * @param {number} count
 * @param {number} step
 * @returns {number}
 */
export function row(place, count, step) {
  return Math.min(Math.max(place + step, 0), count - 1);
}
