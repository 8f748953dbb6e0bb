"""The rows of a lineage's tables and the facts of its nodes, as HTML made in Python (see parts)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from markupsafe import Markup

from webapp.lineage.nodes import LineageNode
from webapp.lineage.records import Hidden
from webapp.queries.lineage.rows import EventRow, NodeRow
from webapp.queries.lineage.wanted import Wanted
from webapp.views.current import now
from webapp.views.filters import cut
from webapp.views.numbers import NONE, duration, metric, number
from webapp.views.parts import LONGEST_TITLE, escape, html, obj, state
from webapp.views.states import execution_words, state_words
from webapp.views.times import exact, iso

# Letters of a role beside a neighbour of the panel.
ROLE = 16
EMPTY = f'<span class="quiet">{NONE}</span>'
# How a row is marked: where the walk began, what is looked for.
START = ' class="is-on" aria-current="true"'
FOUND = ' class="is-found"'


def node_state(node: LineageNode) -> Markup:
    """The state of a node: an execution's tells too what was never triggered."""
    is_step = node.key.kind == "execution"
    return state(execution_words(node, now()) if is_step else state_words(node.state))


def glyph(node: LineageNode) -> str:
    """What is drawn before the name of a node: its family; what failed is seen to have failed."""
    return "fail" if node.family == "exec" and node.state == "FAILED" else node.family


def named(node: LineageNode, root: str, width: int = 40) -> Markup:
    """A node as a link in a row or a sentence."""
    kind = "" if node.family == "exec" else node.type
    return obj(f"{root}{node.path}", node.name, glyph(node), kind, node.mark, width)


def node_rows(rows: Iterable[NodeRow], root: str, asked: Wanted) -> Markup:
    """A table row for each node; `root` is where the dashboard lives."""
    return html("".join(_node_row(row, root, asked) for row in rows))


def event_rows(rows: Iterable[EventRow]) -> Markup:
    """A table row for each event."""
    return html("".join(map(_event_row, rows)))


def head(node: LineageNode, root: str) -> Markup:
    """What the panel is about: the record, and what kind it is of."""
    what = obj(f"{root}{node.path}", node.name, node.family, "", node.mark, 26)
    kind = (node.type if node.key.kind == "artifact" else "") or node.key.kind.capitalize()
    return html(
        f"<div data-panel-head>\n<h2>{what}</h2>\n"
        f'<p class="small quiet">{escape(kind)} #{node.key.id}</p>\n</div>'
    )


def facts(node: LineageNode) -> Markup:
    """What the panel says of a record, as a list of descriptions."""
    said = [("State", "", str(node_state(node)))]
    if node.missing:
        said = [("Record", "", escape(node.missing))]
    said += _times(node)
    if node.run:
        title = f' class="clip" title="{escape(cut(node.run, LONGEST_TITLE))}"'
        said.append(("Run", title, escape(cut(node.run, 28))))
    listed = [f"<dt>{name}</dt><dd{attributes}>{told}</dd>" for name, attributes, told in said]
    listed += [
        f'<dt title="{escape(cut(name, 200))}">{escape(cut(name, 20))}</dt>'
        f'<dd class="num">{metric(value)}</dd>'
        for name, value in node.first_metrics
    ]
    return html(f'<dl class="facts" data-panel-list>\n{"".join(listed)}</dl>')


def kept_facts(nodes: Iterable[LineageNode], root: str) -> Markup:
    """The head and the facts of each node for the panel, which asks for one node's at a time.

    A script that is none is no part of the document until then: hundreds take long to build.
    """
    return html(
        "".join(
            f'<script type="text/html" data-facts="{node.key}">{head(node, root)}{facts(node)}'
            "</script>\n"
            for node in nodes
        )
    )


def _node_row(row: NodeRow, root: str, asked: Wanted) -> str:
    node = row.node
    is_step = node.family == "exec"
    mark = START if row.is_start else FOUND if row.is_found else ""
    title = f' title="{escape(cut(node.run, LONGEST_TITLE))}"' if node.run else ""
    known = f'<span class="quiet">{escape(node.missing)}</span>' if node.missing else None
    hidden = ", ".join(_hidden(there, node, root, asked) for there in row.hidden) or EMPTY
    return (
        f'<tr data-row="{node.key}"{mark}>\n<th scope="row">{named(node, root)}</th>\n'
        f"<td>{'Execution' if is_step else escape(cut(node.type, 24))}</td>\n"
        f"<td>{known or node_state(node)}</td>\n"
        f'<td class="quiet nowrap"{title}>{escape(cut(node.run, 24, 10)) or NONE}</td>\n'
        f'<td class="n">{row.steps}</td>\n<td class="n">{number(row.inputs)}</td>\n'
        f'<td class="n">{number(row.outputs)}</td>\n<td>{hidden}</td>\n</tr>\n'
    )


def _hidden(there: Hidden, node: LineageNode, root: str, asked: Wanted) -> str:
    """The link that shows in place what a lineage hides beside a node."""
    count, way = number(there.count), f"{there.direction}stream"
    types = ", ".join(f"{number(n)} {escape(cut(name, 60))}" for name, n in there.types.items())
    title = f' title="{types}"' if types else ""
    said = escape(f"{count} hidden {way} of {cut(node.full_name, 80)}")
    href = escape(f"{root}{asked.beside(there)}")
    return (
        f'<a href="{href}" data-branch="{there.at}/{there.direction}" '
        f'data-hidden="{there.count}"{title} aria-label="{said}">+{count} {way}</a>'
    )


def _event_row(event: EventRow) -> str:
    source, target = event.source, event.target
    return (
        f'<tr data-from="{source.key}" data-to="{target.key}">'
        f"<td>{escape(cut(source.full_name, 40))}</td>"
        f'<td class="quiet">{escape(event.word)}</td>'
        f'<td class="mono" data-role="{escape(cut(event.role, ROLE))}">'
        f"{escape(cut(event.role, 40)) or NONE}</td>"
        f"<td>{escape(cut(target.full_name, 40))}</td>"
        f'<td class="n quiet nowrap">{exact(event.time)}</td></tr>\n'
    )


def _times(node: LineageNode) -> Iterator[tuple[str, str, str]]:
    """When an execution ran and for how long, as its page says; when the record was made."""
    if node.started is None and node.created is not None:
        yield "Created", "", _time(node.created)
    for word, moment in (("Started", node.started), ("Ended", node.finished)):
        if moment is not None:
            yield word, "", _time(moment)
    if node.duration_seconds is not None:
        yield "Duration", "", duration(node.duration_seconds)


def _time(moment: datetime) -> str:
    return f'<time datetime="{iso(moment)}">{exact(moment)}</time>'
