"""What changed between the lineages of two artifacts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import ClassVar, Final

from msgspec import Struct
from msgspec.structs import replace

from webapp.catalog.reader import Reader
from webapp.lineage.between import merged
from webapp.lineage.bounds import Bounds
from webapp.lineage.diff import Difference, difference
from webapp.lineage.drawing import Look
from webapp.lineage.nodes import LineageNode, Walked, captions
from webapp.lineage.records import Key
from webapp.metadata import Value
from webapp.queries.lineage.drawn import Drawn, drawn
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.nodes import told
from webapp.queries.lineage.parameters import hops_text
from webapp.queries.lineage.placed import placed
from webapp.queries.lineage.walk import PAGE, walk
from webapp.queries.lineage.wanted import Wanted
from webapp.store.client import Store

MOST_CHANGES: Final = 50  # of one step
NOTHING: Final = object()


class Compared(Wanted, frozen=True, dict=True, kw_only=True):
    """What the page of a difference is asked for: `start` is A and `other` is B, both upstream."""

    names: ClassVar[tuple[str, ...]] = ("a", "b", "up", "open")

    other: Key
    up: int | None = None
    down: int | None = 0
    page: str = "/lineage/diff"

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters that say all this, without those that are as they would be anyway."""
        up = "" if self.up is None else hops_text(self.up)
        said = {"a": str(self.start), "b": str(self.other), "up": up, "open": str(self.opened)}
        return {name: text for name, text in said.items() if text}


class Change(Struct, frozen=True):
    """A parameter that differs; None where one side has none."""

    name: str
    a: Value
    b: Value
    in_a: bool
    in_b: bool


class InputChange(Struct, frozen=True):
    """What a step read in one role, on each side."""

    role: str
    a: tuple[LineageNode, ...]
    b: tuple[LineageNode, ...]


class Step(Struct, frozen=True):
    """Two executions that do the same work, and what differs between them."""

    a: LineageNode
    b: LineageNode
    parameters: tuple[Change, ...]
    inputs: tuple[InputChange, ...]
    same_parameters: int
    same_inputs: int

    @property
    def is_same(self) -> bool:
        """Whether they had the same parameters and inputs."""
        return not self.parameters and not self.inputs and self.a.state == self.b.state


class DiffPage(Struct, frozen=True):
    """What two lineages share, what only one of them has, and the steps that did the same."""

    wanted: Compared
    a: LineageNode
    b: LineageNode
    both: tuple[LineageNode, ...]
    only_a: tuple[LineageNode, ...]
    only_b: tuple[LineageNode, ...]
    steps: tuple[Step, ...]
    drawn: Drawn
    complete: bool


def diff_page(store: Store, asked: Compared, catalog: Reader | None = None) -> DiffPage:
    """What changed from A to B upstream; NotFoundError where the store has one of them not."""
    a, b = asked.start, asked.other
    bounds = Bounds(asked.up, asked.down)
    read_ahead(store, catalog, (a, b), bounds)
    for key in (a, b):
        _ = store.artifact(key.id) if key.kind == "artifact" else store.execution(key.id)
    above = [walk(store, key, bounds, PAGE.walking / 2) for key in (a, b)]
    found = placed(catalog, told(store, merged(above)))
    apart = difference(above[0], above[1], captions(found))
    badges = dict.fromkeys(apart.only_a, "A") | dict.fromkeys(apart.only_b, "B")
    look = Look(selected=frozenset((a, b)), badges=badges, opened=asked.opened)
    return DiffPage(
        wanted=replace(asked, selected=(a, b)),
        a=found.nodes[a],
        b=found.nodes[b],
        both=_nodes(found, apart.both),
        only_a=_nodes(found, apart.only_a),
        only_b=_nodes(found, apart.only_b),
        steps=tuple(_steps(found, apart)),
        drawn=drawn(replace(found, lineage=replace(found.lineage, hidden=())), look, look.selected),
        complete=all(one.complete for one in above),
    )


def _nodes(found: Walked, keys: tuple[Key, ...]) -> tuple[LineageNode, ...]:
    return tuple(found.nodes[key] for key in keys)


def _steps(found: Walked, apart: Difference) -> Iterator[Step]:
    inputs, parameters = _inputs(found), _parameters(found)
    for key_a, key_b in apart.pairs:
        a, b = found.nodes[key_a], found.nodes[key_b]
        with_a, with_b = parameters[key_a], parameters[key_b]
        changed = tuple(_changes(with_a, with_b))
        read = tuple(_input_changes(inputs[key_a], inputs[key_b]))
        yield Step(
            a=a,
            b=b,
            parameters=changed[:MOST_CHANGES],
            inputs=read[:MOST_CHANGES],
            same_parameters=len(with_a.keys() | with_b.keys()) - len(changed),
            same_inputs=len(inputs[key_a].keys() | inputs[key_b].keys()) - len(read),
        )


def _inputs(found: Walked) -> defaultdict[Key, dict[str, tuple[LineageNode, ...]]]:
    """What each execution read, by role."""
    read: defaultdict[Key, dict[str, tuple[LineageNode, ...]]] = defaultdict(dict)
    for edge in sorted(found.lineage.edges, key=lambda edge: (edge.target, edge.source)):
        if edge.target.kind == "execution":
            node, role = found.nodes[edge.source], edge.event.role
            if not role:
                role = node.type
            before = read[edge.target].get(role, ())
            if node not in before:
                read[edge.target][role] = (*before, node)
    return read


def _parameters(found: Walked) -> defaultdict[Key, dict[str, Value]]:
    """What each execution was told.

    The Metadata SDK writes the hyperparameters of a training on the model that it made.
    """
    told: defaultdict[Key, dict[str, Value]] = defaultdict(dict)
    for edge in sorted(found.lineage.edges, key=lambda edge: (edge.source, edge.target)):
        if edge.source.kind == "execution":
            told[edge.source].update(found.nodes[edge.target].parameters)
    for key, node in found.nodes.items():
        told[key].update(node.parameters)
    return told


def _changes(a: Mapping[str, Value], b: Mapping[str, Value]) -> Iterator[Change]:
    for name in sorted(a.keys() | b.keys()):
        if a.get(name, NOTHING) != b.get(name, NOTHING):
            yield Change(name, a.get(name), b.get(name), name in a, name in b)


def _input_changes(
    a: Mapping[str, tuple[LineageNode, ...]], b: Mapping[str, tuple[LineageNode, ...]]
) -> Iterator[InputChange]:
    for role in sorted(a.keys() | b.keys()):
        before, after = a.get(role, ()), b.get(role, ())
        if {node.key for node in before} != {node.key for node in after}:
            yield InputChange(role, before, after)
