// What the search field offers while one types. Pure.

/**
 * @typedef {{kind: string, id: number, name: string, version: string, type: string,
 *   workspace: string, glyph: string, others: number, url: string}} Suggestion
 */

/**
 * The place that a key leads to among `count` options; -1 is the field itself.
 * @param {number} place
 * @param {number} count
 * @param {string} key
 * @returns {number | null} null for a key that moves nowhere
 */
export function moved(place, count, key) {
  switch (key) {
    case 'ArrowDown': return place + 1 < count ? place + 1 : -1;
    case 'ArrowUp': return place >= 0 ? place - 1 : count - 1;
    default: return null;
  }
}

/**
 * What stands behind the name: its type, workspace, and how many more there are of that name.
 * @param {Suggestion} one
 * @returns {string}
 */
export function note(one) {
  const more = one.others ? `and ${one.others} more` : '';
  const type = one.type || one.kind;
  return [type, one.kind === 'workspace' ? '' : one.workspace, more].filter(Boolean).join(', ');
}

/**
 * The icon of icons.svg, and the class of its colour.
 * @param {string} glyph
 * @returns {{icon: string, colour: string}}
 */
export function drawn(glyph) {
  if (['data', 'model', 'metric', 'report', 'config', 'endpoint'].includes(glyph)) {
    return { icon: glyph, colour: `c-${glyph}` };
  }
  return { icon: ['exec', 'run'].includes(glyph) ? glyph : 'workspace', colour: 'c-exec' };
}

/**
 * What a screen reader is told of the options.
 * @param {number} count
 * @returns {string}
 */
export function told(count) {
  if (!count) return 'No suggestions';
  return `${count} suggestion${count === 1 ? '' : 's'}, arrow keys choose`;
}
