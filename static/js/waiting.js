// data-waiting: a line at the top of the page, shown while the next one takes more than a second.
// What is only downloaded leaves the page as it is, and does not count.

const PATIENCE_MS = 1000;
const LONGEST_MS = 20_000; // the way may have been left again
const DOWNLOADED = /\.(csv|ndjson|zip)$/;

/** @param {Document} root */
export function attach(root) {
  const line = /** @type {HTMLElement | null} */ (root.querySelector('[data-waiting]'));
  if (!line) return;
  let showing = 0;
  let clicked = '';
  const stop = () => {
    clearTimeout(showing);
    line.hidden = true;
  };
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    clicked = link ? link.pathname : '';
  }, true);
  addEventListener('beforeunload', () => {
    if (DOWNLOADED.test(clicked)) return;
    showing = setTimeout(() => {
      line.hidden = false;
      showing = setTimeout(stop, LONGEST_MS);
    }, PATIENCE_MS);
  });
  addEventListener('pageshow', stop);
}
