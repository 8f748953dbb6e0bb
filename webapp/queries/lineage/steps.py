"""What differs between two executions that do the same work."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from webapp.lineage.nodes import LineageNode, Walked
from webapp.lineage.records import Key
from webapp.metadata import Value

MOST_CHANGES: Final = 50  # of one step
NOTHING: Final = object()


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


def steps_of(found: Walked, pairs: Iterable[tuple[Key, Key]]) -> Iterator[Step]:
    """What differs in each pair of executions that do the same work."""
    inputs, parameters = _inputs(found), _parameters(found)
    for key_a, key_b in pairs:
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
