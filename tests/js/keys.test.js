// The keys that work on every page. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isPlain, meaning, row } from '../../static/js/keys.js';

test('g waits for the key that says where', () => {
  assert.deepEqual(meaning('', 'g'), { deed: '', path: '', waiting: 'g' });
  assert.deepEqual(meaning('g', 'a'), { deed: 'go', path: '/artifacts', waiting: '' });
  assert.deepEqual(meaning('g', 'x'), { deed: '', path: '', waiting: '' });
  assert.equal(meaning('g', 'g').waiting, 'g');
});

test('other keys do what they do at once', () => {
  assert.equal(meaning('', '/').deed, 'search');
  assert.equal(meaning('g', '?').deed, 'shortcuts');
  assert.equal(meaning('', 'x').deed, '');
});

test('keys in fields, with modifiers, or taken by others are nobody\'s shortcut', () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false, defaultPrevented: false };
  assert.equal(isPlain(plain, false), true);
  assert.equal(isPlain(plain, true), false);
  for (const name of Object.keys(plain)) assert.equal(isPlain({ ...plain, [name]: true }, false), false);
});

test('rows have a first and a last', () => {
  assert.deepEqual([row(-1, 3, 1), row(1, 3, 1), row(2, 3, 1), row(0, 3, -1)], [0, 2, 2, 0]);
});
