// Every page works without scripts; each of these only improves one thing.
import { attach as again } from './again.js';
import { attach as centre } from './centre.js';
import { attach as charts } from './charts.js';
import { attach as compared } from './compare-chart.js';
import { attach as copy } from './copy.js';
import { attach as lineage } from './lineage.js';
import { attach as list } from './list.js';
import { attach as menus } from './menus.js';
import { parsed } from './parsed.js';
import { attach as picked } from './picked.js';
import { attach as search } from './search.js';
import { attach as shortcuts } from './shortcuts.js';
import { attach as suggest } from './suggest.js';
import { attach as theme } from './theme.js';
import { attach as times } from './times.js';
import { attach as waiting } from './waiting.js';

const all = [again, theme, menus, search, suggest, shortcuts, times, copy, centre, list, picked, waiting, charts, compared];
parsed.then(() => { for (const attach of all) attach(document); });
lineage(); // the picture may be used while its tables still come
document.addEventListener('listed', (event) => {
  const part = /** @type {Element} */ (event.target);
  copy(part);
  times(part);
});
