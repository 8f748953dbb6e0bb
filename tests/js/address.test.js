// What is copied as the address of a page. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { changed, framed, shareable } from '../../static/js/address.js';

const PAGE = 'https://ml.example/metadata/artifacts';

test('a shared address keeps what decides and drops the rest', () => {
  assert.equal(shareable(`${PAGE}?q=type%3Amodel&sort=&embed=1`), `${PAGE}?q=type:model`);
  assert.equal(shareable(`${PAGE}?ids=26%2C41#h-fields`), `${PAGE}?ids=26,41#h-fields`);
  assert.equal(shareable(`${PAGE}?embed=1`), PAGE);
  assert.equal(shareable(PAGE), PAGE);
});

test('an address changes in one parameter', () => {
  assert.equal(changed(`${PAGE}?up=2`, 'select', 'artifact/7,artifact/9'), `${PAGE}?up=2&select=artifact/7,artifact/9`);
  assert.equal(changed(`${PAGE}?find=a&up=2`, 'find', 'b c'), `${PAGE}?find=b+c&up=2`);
  assert.equal(changed(`${PAGE}?find=a&up=2#h-nodes`, 'find', ''), `${PAGE}?up=2#h-nodes`);
  assert.equal(changed(PAGE, 'find', ''), PAGE);
});

test('in a frame an address leads to a page for frames', () => {
  assert.equal(framed('/metadata/artifacts?q=a,b', `${PAGE}?embed=1`), `${PAGE}?q=a,b&embed=1`);
  assert.equal(framed(`${PAGE}?embed=1&up=1`, `${PAGE}?embed=1`), `${PAGE}?embed=1&up=1`);
  assert.equal(framed('?sort=name', PAGE), `${PAGE}?sort=name`);
  assert.equal(framed('?sort=name', `${PAGE}?embed=0`), `${PAGE}?sort=name`);
});
