// .menu and .facet are <details>: one open at a time, closed by Escape (focus returns) or a click
// elsewhere. Below 1200 px facets are menus too, so they start closed. What opens is moved onto the
// screen.

const NARROW = '(max-width: 1200px)';
const EDGE = 8; // px between what opens and the edge of the screen

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
  root.addEventListener('toggle', ({ target }) => {
    const menu = /** @type {HTMLDetailsElement} */ (target);
    if (menu.open && menu.matches(narrow.matches ? '.menu, .facet' : '.menu')) show(menu);
  }, true);
  foldFacets(root, narrow);
}

/** @param {HTMLDetailsElement} menu */
function show(menu) {
  const sheet = /** @type {HTMLElement | null} */ (menu.querySelector(':scope > :not(summary)'));
  if (!sheet) return;
  sheet.style.translate = '';
  const { left, right } = sheet.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  const shift = Math.max(EDGE - left, Math.min(0, clientWidth - EDGE - right));
  sheet.style.translate = `${shift}px`;
  sheet.scrollIntoView({ block: 'nearest' });
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
      for (const part of facet.querySelectorAll('ul')) part.style.translate = '';
    }
  };
  if (narrow.matches) fold();
  narrow.addEventListener('change', fold);
  root.addEventListener('listed', fold);
}
