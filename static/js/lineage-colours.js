// Custom properties as colours that plotly understands: the browser works out light-dark().

/**
 * @param {HTMLElement} place an element whose style decides
 * @returns {(name: string) => string}
 */
export function resolver(place) {
  const probe = /** @type {HTMLElement} */ (place.querySelector(':scope > [data-probe]') ?? document.createElement('span'));
  probe.hidden = true;
  probe.dataset.probe = '';
  place.append(probe);
  /** @type {Map<string, string>} */
  const known = new Map();
  return (name) => {
    if (!known.has(name)) {
      probe.style.color = `var(${name})`;
      known.set(name, getComputedStyle(probe).color);
    }
    return known.get(name) ?? '';
  };
}
