// data-again: says that the page is asked for again once the store answers, and where that is told.
// A page that fails again waits longer each time: it may be too much for a store that does answer.

const FIRST_MS = 2000;
const LONGEST_MS = 60_000;

/** @param {Document} root */
export function attach(root) {
  const said = /** @type {HTMLElement | null} */ (root.querySelector('[data-again]'));
  if (!said) return;
  // It stays with the entry of the history, which a page keeps that is loaded again.
  const pause = history.state?.pause ?? FIRST_MS;
  said.hidden = false;
  const look = async () => {
    const answer = await fetch(said.dataset.again ?? '').catch(() => null);
    if (answer?.ok) {
      history.replaceState({ ...history.state, pause: Math.min(2 * pause, LONGEST_MS) }, '');
      location.reload();
    } else {
      setTimeout(look, FIRST_MS);
    }
  };
  setTimeout(look, pause);
}
