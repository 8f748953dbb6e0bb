// Where the links and forms of a list lead. Run by test_scripts.py.
import assert from 'node:assert/strict';
import test from 'node:test';
import { formAddress, sameList } from '../../static/js/list-address.js';

test('a form leads to an address that names each parameter once', () => {
  const fields = [['q', 'type:model owner:"a b"'], ['sort', ''], ['columns', 'type'], ['columns', 'run'], ['q', 'x']];
  assert.equal(
    formAddress('/artifacts', fields),
    '/artifacts?q=type:model+owner:%22a+b%22&columns=type,run',
  );
  assert.equal(formAddress('/artifacts', [['q', '']]), '/artifacts');
  assert.equal(formAddress('/compare', [['ids', '26'], ['ids', 'execution/3']]), '/compare?ids=26,execution/3');
});

test('only another page of the same list is shown in its place', () => {
  const here = 'https://ml.example/metadata/artifacts?q=a';
  assert.ok(sameList('/metadata/artifacts?sort=name', here));
  assert.ok(sameList('?after=26.5', here));
  for (const other of ['/metadata/artifacts/26', '/metadata/artifacts.csv', '/metadata/executions', 'https://else.example/metadata/artifacts', '#main']) {
    assert.ok(!sameList(other, here));
  }
});
