// time[datetime]: its title says it in the reader's zone and in UTC. Those with a title from the
// server are relative; they count the reader's days, and move on while the page is open.
import { ago, exact } from './moments.js';

const MINUTE_MS = 60_000;
const UTC = / UTC$/;

let ticking = 0;

/** @param {ParentNode} root a page, or a part of it that came later */
export function attach(root) {
  const times = /** @type {NodeListOf<HTMLTimeElement>} */ (root.querySelectorAll('time[datetime]:not([data-told])'));
  for (const each of times) {
    const utc = each.title || each.textContent?.trim() || '';
    const local = exact(new Date(each.dateTime));
    each.dataset.told = each.title ? 'relative' : 'exact';
    if (!UTC.test(local)) each.title = `${local}, which is ${utc}`;
  }
  tell(root);
  ticking ||= setInterval(() => { if (!document.hidden) tell(document); }, MINUTE_MS);
}

/** @param {ParentNode} root */
function tell(root) {
  const now = new Date();
  const relative = /** @type {NodeListOf<HTMLTimeElement>} */ (root.querySelectorAll('time[data-told="relative"]'));
  for (const each of relative) each.textContent = ago(new Date(each.dateTime), now);
}
