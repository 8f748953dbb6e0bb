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
  // As forms write them; these are plain in a query, and easier to read.
  address.search = address.search.replaceAll('%2C', ',').replaceAll('%2F', '/').replaceAll('%3A', ':');
  return address.href;
}
