// data-centre: a frame that scrolls, and the selector of what stands in its middle at first.

/** @param {Document} root */
export function attach(root) {
  for (const frame of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-centre]'))) {
    const target = frame.querySelector(frame.dataset.centre ?? '');
    if (!target) continue;
    const [inner, outer] = [target.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollBy(
      inner.left + inner.width / 2 - outer.left - outer.width / 2,
      inner.top + inner.height / 2 - outer.top - outer.height / 2,
    );
  }
}
