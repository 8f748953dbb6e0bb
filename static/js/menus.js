// .menu and .facet are <details>: one open at a time, closed by Escape (focus returns) or a click
// elsewhere. Below 1200 px facets are menus too, so they start closed.

const NARROW = '(max-width: 1200px)';

/** @param {Document} root */
export function attach(root) {
  const narrow = matchMedia(NARROW);
  const open = () => /** @type {NodeListOf<HTMLDetailsElement>} */ (
    root.querySelectorAll(narrow.matches ? '.menu[open], .facet[open]' : '.menu[open]'));

  root.addEventListener('keydown', (event) => {
    if (/** @type {KeyboardEvent} */ (event).key !== 'Escape') return;
    const [menu] = open();
    if (!menu) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  root.addEventListener('click', (event) => {
    for (const menu of open()) {
      if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
    }
  });
  foldFacets(root, narrow);
}

/**
 * @param {Document} root
 * @param {MediaQueryList} narrow
 */
function foldFacets(root, narrow) {
  const fold = () => {
    for (const facet of /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll('.facet'))) {
      facet.open = !narrow.matches;
      facet.name = narrow.matches ? 'facet' : '';
    }
  };
  if (narrow.matches) fold();
  narrow.addEventListener('change', fold);
  root.addEventListener('listed', fold);
}
