// Times in the reader's zone. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { ago, exact } from '../../static/js/moments.js';

process.env.TZ = 'Asia/Kolkata';
const now = new Date('2026-11-23T12:00:00Z');
const before = (seconds) => ago(new Date(now.getTime() - seconds * 1000), now);

test('the words are those of the server', () => {
  assert.deepEqual([5, 1800, 7300].map(before), ['just now', '30 min ago', '2 h ago']);
  assert.deepEqual([1, 9, 41, 2408].map((days) => before(days * 86400)), ['yesterday', '9 days ago', '13 Oct', '20 Apr 2020']);
  assert.equal(before(-3 * 3600), '23 Nov');
});

test('days are those of the reader', () => {
  // 19:30 on the 22nd in London is already the 23rd in Kolkata.
  assert.equal(ago(new Date('2026-11-22T19:30:00Z'), now), '16 h ago');
  process.env.TZ = 'UTC';
  assert.equal(ago(new Date('2026-11-22T19:30:00Z'), now), 'yesterday');
  process.env.TZ = 'Asia/Kolkata';
});

test('an exact time names its zone', () => {
  assert.equal(exact(new Date('2026-11-03T14:22:09Z')), '3 Nov 2026, 19:52:09 GMT+5:30');
});
