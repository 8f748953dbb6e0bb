// The pure parts of the charts. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fitted, painted } from '../../static/js/chart-figure.js';

const resolve = (name) => `<${name}>`;

test('what is under a key for colours is resolved, at any depth', () => {
  const figure = {
    data: [{ line: { color: '--data' }, marker: { color: ['--data', '#fff'] }, colorscale: [[0, '--data-bg'], [1, '--data']] }],
    layout: { font: { color: '--ink' }, paper_bgcolor: 'rgba(0,0,0,0)' },
  };
  assert.deepEqual(painted(figure, resolve), {
    data: [{ line: { color: '<--data>' }, marker: { color: ['<--data>', '#fff'] }, colorscale: [[0, '<--data-bg>'], [1, '<--data>']] }],
    layout: { font: { color: '<--ink>' }, paper_bgcolor: 'rgba(0,0,0,0)' },
  });
});

test('a text that looks like a custom property stays a text', () => {
  const figure = { text: ['--data'], name: '--ink', x: [null, 1], visible: true };
  assert.deepEqual(painted(figure, resolve), figure);
});

test('the figure itself is left as it is, for the next theme', () => {
  const figure = { line: { color: '--data' } };
  painted(figure, resolve);
  assert.equal(figure.line.color, '--data');
});

test('on a narrow screen there are few times along an axis', () => {
  const layout = { xaxis: { type: 'date', nticks: 5, tickfont: { color: '--ink-3', size: 11 } } };
  const { nticks, tickfont } = fitted(layout, 320).xaxis;
  assert.deepEqual([nticks, tickfont], [3, { color: '--ink-3', size: 10 }]);
  assert.equal(fitted(layout, 900), layout);
  assert.equal(layout.xaxis.nticks, 5);
  const shares = { xaxis: { nticks: 6 } };
  assert.equal(fitted(shares, 320), shares);
});
