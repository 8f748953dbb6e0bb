// What the search field offers. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { drawn, moved, note, told } from '../../static/js/suggestions.js';

test('arrows go through the options and by way of the field', () => {
  assert.deepEqual([-1, 0, 1].map((place) => moved(place, 2, 'ArrowDown')), [0, 1, -1]);
  assert.deepEqual([-1, 0, 1].map((place) => moved(place, 2, 'ArrowUp')), [1, -1, 0]);
  assert.equal(moved(0, 2, 'a'), null);
});

test('a suggestion says what it is and where', () => {
  const model = { kind: 'artifact', type: 'Model', workspace: 'fraud', others: 8 };
  assert.equal(note(model), 'Model, fraud, and 8 more');
  assert.equal(note({ kind: 'workspace', type: 'Workspace', workspace: '', others: 0 }), 'Workspace');
  assert.equal(note({ kind: 'execution', type: '', workspace: '', others: 0 }), 'execution');
});

test('every glyph has an icon of icons.svg', () => {
  assert.deepEqual(drawn('model'), { icon: 'model', colour: 'c-model' });
  assert.deepEqual(drawn('exec'), { icon: 'exec', colour: 'c-exec' });
  assert.deepEqual(drawn('other'), { icon: 'workspace', colour: 'c-exec' });
});

test('the number of options is told', () => {
  assert.deepEqual([0, 1, 5].map(told), [
    'No suggestions', '1 suggestion, arrow keys choose', '5 suggestions, arrow keys choose',
  ]);
});
