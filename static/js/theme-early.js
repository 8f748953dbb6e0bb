// Runs before the first paint, so that a chosen theme never flashes. The rest: theme.js.
(() => {
  let theme = '';
  try { theme = localStorage.getItem('theme') ?? ''; } catch { /* storage is blocked in some frames */ }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  document.documentElement.dataset.js = '';
  if (window.self !== window.top) document.documentElement.dataset.embedded = '';
})();
