// Plotly is large: pages fetch it once they are there and idle.

/** @param {string} address @returns {Promise<any>} plotly, once its script has run */
export function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = address;
    script.onload = () => resolve(/** @type {any} */ (globalThis).Plotly);
    script.onerror = reject;
    document.head.append(script);
  });
}

/** @param {() => void} run what can wait until the browser has nothing better to do */
export function whenIdle(run) {
  (globalThis.requestIdleCallback ?? ((/** @type {() => void} */ later) => setTimeout(later, 200)))(run);
}
