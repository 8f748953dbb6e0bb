// How much of the page is there: the script runs as soon as it has come, before the page has.

/** @param {EventTarget} target @param {string[]} names @returns {Promise<unknown>} the first of these events */
const once = (target, ...names) => new Promise((resolve) => {
  for (const name of names) target.addEventListener(name, resolve, { once: true });
});

const sheet = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=stylesheet]'));
// Before its style sheet is there, nothing has its place. One that could not be had may have said so
// before this ran, and the standard gives it no sheet: then the page has to do without it.
const styled = !sheet || sheet.sheet || document.readyState === 'complete'
  ? Promise.resolve() : Promise.race([once(sheet, 'load', 'error'), once(window, 'load')]);

/** Fulfilled once the whole page is there, with its style. @type {Promise<unknown>} */
export const parsed = Promise.all([
  styled,
  document.readyState === 'loading' ? once(document, 'DOMContentLoaded') : null,
]);

/**
 * The first element that matches, as soon as all that is in it is there; what follows it may come later.
 * @param {string} selector
 * @returns {Promise<HTMLElement | null>} null where the page has none
 */
export async function arrived(selector) {
  await styled;
  for (;;) {
    const element = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    if (isFollowed(element) || document.readyState !== 'loading') return element;
    // What is hidden gets no frames.
    await Promise.race([new Promise(requestAnimationFrame), parsed]);
  }
}

/** @param {Element | null} element @returns {boolean} whether what comes after it has begun to come */
function isFollowed(element) {
  return Boolean(element && (element.nextElementSibling || isFollowed(element.parentElement)));
}
