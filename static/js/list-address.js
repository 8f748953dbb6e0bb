// Where the links and forms of a list lead. Pure.
import { plain } from './address.js';

// Sent by checkboxes as often as one is checked; an address names them all at once.
const SEVERAL = ['columns', 'ids'];

/**
 * The address that a GET form leads to: what is empty is left out, several values stand in one parameter.
 * @param {string} action
 * @param {Iterable<readonly [string, string]>} fields
 * @returns {string}
 */
export function formAddress(action, fields) {
  /** @type {Map<string, string>} */
  const said = new Map();
  for (const [name, value] of fields) {
    if (value === '') continue;
    const before = said.get(name);
    if (before === undefined) said.set(name, value);
    else if (SEVERAL.includes(name)) said.set(name, `${before},${value}`);
  }
  const search = plain(new URLSearchParams([...said]).toString());
  return search ? `${action}?${search}` : action;
}

/**
 * Whether an address is one of the list that is shown: the same path, other parameters.
 * @param {string} there
 * @param {string} here
 * @returns {boolean}
 */
export function sameList(there, here) {
  const [one, other] = [new URL(there, here), new URL(here)];
  return one.origin === other.origin && one.pathname === other.pathname && one.hash === '';
}
