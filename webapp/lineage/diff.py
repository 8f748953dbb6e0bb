"""What two lineages have in common, and which of their steps do the same work."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

from msgspec import Struct

from webapp.lineage.between import merged
from webapp.lineage.bounds import levels
from webapp.lineage.captions import Caption
from webapp.lineage.graph import distances, flow
from webapp.lineage.records import Key, Lineage


class Difference(Struct, frozen=True):
    """The keys of two lineages: in both, only in the first, only in the second.

    `pairs` are executions of the first and of the second that do the same work there.
    """

    both: tuple[Key, ...]
    only_a: tuple[Key, ...]
    only_b: tuple[Key, ...]
    pairs: tuple[tuple[Key, Key], ...]


def difference(
    a: Lineage,
    b: Lineage,
    captions: Mapping[Key, Caption],
    up: int | None = None,
    unknown: Container[Key] = (),
) -> Difference:
    """Where two lineages upstream differ; executions of like names are paired, nearest ones first.

    `up` is how many artifacts both go up; what is `unknown` is in no pair.
    Where each has one execution of a name they are a pair; of several, those at the same distance,
    then in order.
    """
    in_a, in_b = _hops(a, b, up), _hops(b, a, up)
    only_a = [key for key in in_a if key not in in_b]
    only_b = [key for key in in_b if key not in in_a]
    crowds = [
        _by_crowd((key for key in only if key not in unknown), hops, captions)
        for only, hops in ((only_a, in_a), (only_b, in_b))
    ]
    pairs = _paired(*crowds)
    return Difference(
        both=tuple(key for key in in_a if key in in_b),
        only_a=tuple(only_a),
        only_b=tuple(only_b),
        pairs=tuple(sorted(pairs, key=lambda pair: (abs(in_a[pair[0]]), pair))),
    )


def _hops(lineage: Lineage, other: Lineage, up: int | None) -> dict[Key, int]:
    """How far upstream each node is; a walk that was cut goes on where the other one knows."""
    if lineage.complete:
        return {node.key: node.hops for node in lineage.nodes}
    furthest = levels(lineage.start.kind, up)
    steps = distances(flow(merged((lineage, other))).reverse(copy=False), lineage.start, furthest)
    return {key: -step for key, step in sorted(steps.items(), key=lambda one: (one[1], one[0]))}


def _by_crowd(
    keys: Iterable[Key], hops: Mapping[Key, int], captions: Mapping[Key, Caption]
) -> dict[str, dict[int, list[Key]]]:
    """The executions by what their like have in common, then by their distance."""
    found: defaultdict[str, defaultdict[int, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for key in sorted(keys):
        if key.kind == "execution":
            found[captions[key].crowd][abs(hops[key])].append(key)
    return {crowd: dict(by_distance) for crowd, by_distance in found.items()}


def _paired(
    a: Mapping[str, Mapping[int, Sequence[Key]]], b: Mapping[str, Mapping[int, Sequence[Key]]]
) -> list[tuple[Key, Key]]:
    pairs: list[tuple[Key, Key]] = []
    for crowd in a.keys() & b.keys():
        left_a: list[Key] = []
        left_b: list[Key] = []
        for distance in sorted(a[crowd].keys() | b[crowd].keys()):
            here_a = list(a[crowd].get(distance, ()))
            here_b = list(b[crowd].get(distance, ()))
            same = min(len(here_a), len(here_b))
            pairs += zip(here_a[:same], here_b[:same], strict=True)
            left_a += here_a[same:]
            left_b += here_b[same:]
        pairs += zip(left_a, left_b, strict=False)
    return pairs
