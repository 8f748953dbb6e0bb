// The pure parts of the chart that compares many records. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { dressed, painted, titled } from '../../static/js/compare-chart.js';

const resolve = (name) => `colour of ${name}`;

test('every point carries the title of its record', () => {
  const trace = { mode: 'lines+markers', meta: { line: '--edge', records: [1, 1, 0] } };
  const marks = [{ title: 'a' }, { title: 'b' }];
  assert.deepEqual(titled(trace, marks).text, ['b', 'b', 'a']);
  const ticks = { mode: 'text', text: ['1'], meta: { line: '--ink' } };
  assert.equal(titled(ticks, marks), ticks);
});

test('lines, markers and texts take the colours of the theme', () => {
  const dots = painted({ mode: 'markers', marker: { size: 9, line: { width: 2 } }, meta: { line: '--data', fill: '--surface' } }, resolve);
  assert.deepEqual(dots.marker, { size: 9, color: 'colour of --surface', line: { width: 2, color: 'colour of --data' } });
  const words = painted({ mode: 'text', textfont: { size: 11 }, meta: { line: '--ink' } }, resolve);
  assert.deepEqual(words.textfont, { size: 11, color: 'colour of --ink' });
});

test('what the server says of an axis stands over what the theme says', () => {
  const layout = dressed({ meta: [], xaxis: { showgrid: false }, yaxis: {} }, resolve, 'Sans');
  assert.equal(layout.xaxis.showgrid, false);
  assert.equal(layout.yaxis.gridcolor, 'colour of --line');
  assert.equal(layout.font.family, 'Sans');
});
