// Addresses as they are handed on. Pure.

/**
 * The address without what decides nothing: empty parameters, and that it is shown in a frame.
 * @param {string} href
 * @returns {string}
 */
export function shareable(href) {
  const address = new URL(href);
  for (const [name, value] of [...address.searchParams]) {
    if (value === '' || name === 'embed') address.searchParams.delete(name);
  }
  return readable(address);
}

/**
 * The address with another value of a parameter; "" takes the parameter away.
 * @param {string} href
 * @param {string} name
 * @param {string} value
 * @returns {string}
 */
export function changed(href, name, value) {
  const address = new URL(href);
  if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
  return readable(address);
}

/**
 * Where an address leads from `here` in the same window: in a frame, what comes is without navigation, too.
 * @param {string} href
 * @param {string} here
 * @returns {string}
 */
export function framed(href, here) {
  const address = new URL(href, here).href;
  return new URL(here).searchParams.get('embed') === '1' ? changed(address, 'embed', '1') : address;
}

/** What of an address names the page, without the place in it. @param {string} href @returns {string} */
export const pageOf = (href) => href.split('#', 1)[0];

/** Parameters as people read them: these signs are plain in a query. @param {string} search @returns {string} */
export const plain = (search) => search.replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');

/** @param {URL} address @returns {string} */
function readable(address) {
  address.search = plain(address.search);
  return address.href;
}
