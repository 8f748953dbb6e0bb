// Plotly is large: pages fetch it once they are there and idle.

/** @type {Map<string, Promise<any>>} */
const coming = new Map();

/** @param {string} address @returns {Promise<any>} plotly, once its script has run; it runs once */
export function load(address) {
  const known = coming.get(address);
  if (known) return known;
  const plotly = new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve(/** @type {any} */ (globalThis).Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
  coming.set(address, plotly);
  return plotly;
}

/** @param {() => void} run what can wait until the browser has nothing better to do, but a second at most */
export function whenIdle(run) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 1000 });
  else setTimeout(run, 200);
}
