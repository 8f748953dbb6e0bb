// data-lineage: the graph. data-plotly is the address of plotly.js; data-start, data-selected
// (comma-separated) are keys; data-several says that the page is about the selected ones, so that
// its address is not to follow another selection; data-counted is the word for counts of a part; script[data-flow] holds the pairs of keys in the direction of flow,
// script[data-figure] (at the page's end) the figure; [data-view] has the SVG, whose links have
// data-key, data-box with data-branch, or data-run; [data-find] is the field that looks for nodes.
// Without scripts the SVG and the tables are the page; with them the SVG can be moved about and lights
// up until plotly draws in its place, and links that change what is shown change it in place.
import { pageOf } from './address.js';
import { Explorer, NODE } from './lineage-explorer.js';
import { keyOf } from './lineage-links.js';
import { arrived, parsed } from './parsed.js';
import { load, whenIdle } from './plotly.js';

/** Begin as soon as the picture is there; the tables below it may still be on their way. */
export async function attach() {
  const element = await arrived('[data-lineage][data-plotly]');
  if (!element) return;
  const explorer = new Explorer(element);
  const paper = explorer.begin();
  listen(element, explorer);
  await parsed;
  whenIdle(async () => explorer.take(await load(element.dataset.plotly ?? ''), paper));
}

/**
 * @param {HTMLElement} element
 * @param {Explorer} explorer
 */
function listen(element, explorer) {
  const { view } = explorer;
  const zoom = /** @type {HTMLElement} */ (element.querySelector('[data-zoom]'));
  zoom.hidden = false;
  zoom.addEventListener('click', (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest('[data-zoom-by]');
    if (button instanceof HTMLElement) explorer.sheet?.zoom(Number(button.dataset.zoomBy));
  });
  view.addEventListener('focusin', (event) => {
    const key = keyOf(/** @type {Element} */ (event.target));
    if (key) explorer.focus(key);
  });
  view.addEventListener('focusout', () => explorer.blur());
  // The browser moves the focus once this event is over.
  view.addEventListener('pointerdown', () => {
    explorer.quiet = true;
    setTimeout(() => { explorer.quiet = false; });
  });
  // Plotly takes a click with a modifier for something else and tells nobody.
  view.addEventListener('mousedown', (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey)) return;
    const key = explorer.sheet?.under(event) ?? '';
    if (!NODE.test(key)) return;
    event.stopPropagation();
    explorer.add(key);
  }, true);
  element.addEventListener('keydown', (event) => {
    if (explorer.press(event)) event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest('tr a[data-branch]');
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    explorer.follow(link, '');
  });
  document.addEventListener('keydown', (event) => {
    const at = /** @type {HTMLElement} */ (event.target);
    // It leaves the field, as any other; what was looked for stays until the next.
    if (at === explorer.field && ['Escape', 'ArrowDown'].includes(event.key) && explorer.land()) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Escape' && (at === document.body || element.contains(at) || at === explorer.field)) explorer.back();
    if (event.key === 'Enter' && at === explorer.field) { event.preventDefault(); explorer.find(true); }
  });
  document.addEventListener('input', (event) => {
    if (event.target === explorer.field) explorer.find(false);
  });
  // What is opened and selected in place stands in the address, not in the form.
  document.querySelector('[data-controls]')?.addEventListener('formdata', (event) => {
    const { formData } = /** @type {FormDataEvent} */ (event);
    const said = new URL(location.href).searchParams;
    for (const name of ['open', 'select']) {
      const value = said.get(name);
      if (value) formData.set(name, value); else formData.delete(name);
    }
  });
  addEventListener('popstate', () => {
    // A link within the page, as the one past the graph, makes an entry of the history, too.
    if (pageOf(location.href) !== explorer.shown) explorer.go(location.href, explorer.start, false);
  });
  // A frame later, when the style sheet has followed.
  const redraw = () => requestAnimationFrame(() => explorer.sheet?.draw());
  document.documentElement.addEventListener('themechange', redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}
