"""Scripts that ask a page what plotly has drawn of a lineage, and where."""

from typing import Final

# Where on the screen plotly has drawn what has this key.
PLACE: Final = """key => {
  const plot = document.querySelector('.plot');
  const targets = plot.data.find(trace => trace.meta.role === 'targets');
  const at = targets.customdata.indexOf(key);
  const { xaxis, yaxis } = plot._fullLayout;
  const { x, y } = plot.getBoundingClientRect();
  return [x + xaxis.l2p(targets.x[at]), y + yaxis.l2p(targets.y[at])];
}"""

# The keys of all targets.
KEYS: Final = """() => document.querySelector('.plot').data
  .find(trace => trace.meta.role === 'targets').customdata"""
