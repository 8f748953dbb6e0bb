// The pure parts of the lineage page. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { matching, nearest, next, reach, ways } from '../../static/js/lineage-graph.js';
import { lit, painted, sized, split } from '../../static/js/lineage-light.js';
import { first, revealing, shifted, whole, zoomed } from '../../static/js/lineage-view.js';

const graph = ways([['a', 'e'], ['e', 'b'], ['b', 'f'], ['f', 'a'], ['x', 'f']]);
const edges = {
  x: [0, 1, null, 1, 2, null, 5, 6], y: [0, 0, null, 0, 1, null, 3, 3], line: { width: 1.5 }, mode: 'lines',
  meta: { role: 'edges', line: '--edge', fill: '', parts: [['a', 'e', 0, 2], ['e', 'b', 3, 5], ['x', 'f', 6, 8]] },
};
const names = {
  x: [0, 1, 2], y: [0, 0, 1], text: ['a', 'e', 'b'], mode: 'text', textfont: { size: 12 },
  meta: { role: 'names', line: '--ink', size: 12, keys: ['a', 'e', 'b'] },
};
const bodies = {
  x: [-1, 1, 1, -1], y: [-1, -1, 1, 1], line: { width: 1.5 }, mode: 'lines', fill: 'toself',
  meta: { role: 'bodies', line: '--data', fill: '--data-bg', parts: [['e', 0, 4]] },
};
const selection = { keys: ['e'], up: new Set(['a']), down: new Set(['b']), pinned: true, focus: '', found: [''].slice(1) };
const lines = (/** @type {any[]} */ traces, /** @type {string} */ colour) => traces.filter((one) => one.meta.line === colour);

test('circles end, and a node is neither above nor below itself', () => {
  assert.deepEqual(reach(graph, ['e']), { up: new Set(['a', 'f', 'b', 'x']), down: new Set(['b', 'f', 'a']) });
  assert.deepEqual(reach(graph, ['alone']), { up: new Set(), down: new Set() });
});

test('lines and texts are split into what passes and what does not', () => {
  const [kept, rest] = split(edges, (whose) => whose.includes('b'));
  assert.deepEqual([kept.x, kept.meta.parts], [[1, 2], [['e', 'b', 0, 2]]]);
  assert.deepEqual(rest.x, [0, 1, null, 5, 6]);
  assert.deepEqual(split(names, ([key]) => key === 'b').map((one) => one.text), [['b'], ['a', 'e']]);
});

test('what is above is blue, below orange, and the rest is dimmed while a selection is pinned', () => {
  const traces = lit([edges, names, bodies], selection);
  assert.deepEqual(lines(traces, '--up')[0].x, [0, 1]);
  assert.deepEqual(lines(traces, '--downs')[0].x, [1, 2]);
  assert.equal(lines(traces, '--edge')[0].opacity, 0.25);
  assert.equal(lit([edges], { ...selection, pinned: false })[0].opacity, undefined);
});

test('the selected and the focused node get rings around them', () => {
  const rings = lit([bodies], { ...selection, focus: 'e' }).filter((one) => one.meta.role === 'ring');
  assert.deepEqual(rings.map((one) => [one.meta.line, one.x[1]]), [['--ink', 6], ['--focus', 9]]);
  assert.equal(lit([bodies], { ...selection, keys: ['gone'] }).filter((one) => one.meta.role === 'ring').length, 0);
});

test('colours come from the style sheet', () => {
  const [line, text] = painted([bodies, names], (name) => `<${name}>`);
  assert.deepEqual([line.line.color, line.fillcolor], ['<--data>', '<--data-bg>']);
  assert.equal(text.textfont.color, '<--ink>');
  assert.match(text.textfont.shadow, /<--canvas>/);
});

test('text follows the scale and goes where nobody could read it', () => {
  assert.deepEqual([sized(names, 1).textfont.size, sized(names, 1).visible], [12, true]);
  assert.equal(sized(names, 0.5).visible, false);
  assert.equal(sized(names, 4).textfont.size, 18);
  assert.equal(sized(edges, 0.5).line.width, 0.75);
});

test('a small scene is seen at its own size, a larger one whole, a large one around its centre', () => {
  const scene = { left: 0, top: 0, width: 400, height: 200 };
  assert.deepEqual(first(scene, { width: 800, height: 400 }, [0, 0]), { x: [-200, 600], y: [300, -100] });
  assert.deepEqual(first(scene, { width: 320, height: 200 }, [0, 0]).x, [0, 400]);
  const near = first(scene, { width: 170, height: 200 }, [200, 100]);
  assert.deepEqual(near.x, [100, 300]);
  assert.deepEqual(first(scene, { width: 170, height: 200 }, [0, 0]).x, [0, 200]);
  assert.deepEqual(whole(scene, { width: 100, height: 100 }).x, [0, 400]);
});

test('zooming keeps the middle, revealing moves no more than it must', () => {
  assert.deepEqual(zoomed({ x: [0, 100], y: [100, 0] }, 2), { x: [25, 75], y: [75, 25] });
  const seen = { x: /** @type {[number, number]} */ ([0, 400]), y: /** @type {[number, number]} */ ([400, 0]) };
  assert.deepEqual(revealing(seen, [200, 200]), seen);
  assert.deepEqual(revealing(seen, [500, 200]).x, [170, 570]);
  assert.deepEqual(revealing(seen, [200, -100]).y, [230, -170]);
});

test('several nodes reach what any of them reaches', () => {
  assert.deepEqual(reach(ways([['a', 'b'], ['c', 'd']]), ['b', 'c']), { up: new Set(['a']), down: new Set(['d']) });
});

test('arrow keys follow edges to the nearest node, and go up and down a column', () => {
  const flow = ways([['a', 'e'], ['a', 'f'], ['e', 'gone']]);
  const places = new Map(/** @type {[string, [number, number]][]} */ ([['a', [0, 50]], ['b', [0, 90]], ['e', [9, 40]], ['f', [9, 80]]]));
  assert.equal(next('ArrowRight', 'a', flow, places), 'e');
  assert.equal(next('ArrowLeft', 'f', flow, places), 'a');
  assert.equal(next('ArrowDown', 'e', flow, places), 'f');
  assert.equal(next('ArrowUp', 'e', flow, places), 'e');
  assert.equal(next('ArrowRight', 'e', flow, places), 'e');
  assert.equal(next('ArrowRight', 'nowhere', flow, places), 'nowhere');
});

test('what is looked for is found in words and keys, in any case', () => {
  const words = new Map([['artifact/1', 'Model Fraud v1'], ['artifact/12', 'DataSet raw']]);
  assert.deepEqual(matching(words, ' fRAud '), ['artifact/1']);
  assert.deepEqual(matching(words, 'artifact/12'), ['artifact/12']);
  assert.deepEqual(matching(words, ''), []);
});

test('what is found has a ring, and only roles beside the selection are read', () => {
  const roles = { ...names, meta: { ...names.meta, role: 'roles' } };
  const traces = lit([bodies, roles], { ...selection, found: ['e'] });
  assert.equal(lines(traces, '--accent').length, 1);
  assert.deepEqual(traces.filter((one) => one.meta.role === 'roles').map((one) => one.text), [['e']]);
});

test('a view moves with what it is held to', () => {
  assert.deepEqual(shifted({ x: [0, 10], y: [10, 0] }, 5, -1), { x: [5, 15], y: [9, -1] });
});

test('the pointer is on what is nearest, and on nothing where nothing is near', () => {
  const places = new Map(/** @type {[string, [number, number]][]} */ ([['a', [0, 0]], ['b', [10, 0]]]));
  assert.equal(nearest(places, [7, 1], 20), 'b');
  assert.equal(nearest(places, [40, 0], 20), '');
});
