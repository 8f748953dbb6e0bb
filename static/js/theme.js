// data-theme-toggle: a button that goes through system, light, dark. html[data-theme] is the choice.

const THEMES = ['system', 'light', 'dark'];

/**
 * The theme after this one.
 * @param {string} theme
 * @returns {string}
 */
export function next(theme) {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
}

/** @param {Document} root */
export function attach(root) {
  const button = /** @type {HTMLElement | null} */ (root.querySelector('[data-theme-toggle]'));
  if (!button) return;
  const page = root.documentElement;
  /** @param {string} theme */
  const name = (theme) => {
    button.title = `Colour theme: ${theme}`;
    button.setAttribute('aria-label', button.title);
  };
  name(page.dataset.theme ?? 'system');
  button.hidden = false;
  button.addEventListener('click', () => {
    const theme = next(page.dataset.theme ?? 'system');
    if (theme === 'system') delete page.dataset.theme; else page.dataset.theme = theme;
    name(theme);
    page.dispatchEvent(new CustomEvent('themechange', { bubbles: true }));
    try { localStorage.setItem('theme', theme); } catch { /* blocked in some frames: this page only */ }
  });
}
