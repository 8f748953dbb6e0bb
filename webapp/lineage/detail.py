"""How much of a lineage is drawn: a crowd of siblings becomes a few nodes and a "+N" box."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping

from msgspec import Struct

from webapp.lineage.captions import Caption
from webapp.lineage.opened import Branch, Mark
from webapp.lineage.records import Direction, Lineage
from webapp.lineage.runs import Runs

DIRECTIONS: tuple[Direction, Direction] = ("up", "down")


class Crowding(Struct, frozen=True):
    """What is too many: more than `siblings` of one crowd, or than `behind` of all behind a mark.

    Of too many siblings the `kept` newest stand for all. `drawn` is how many marks a picture has
    at most. Branches in `opened` show all they have.
    """

    siblings: int = 8
    behind: int = 24
    drawn: int = 401  # one more than is drawn: then it is known to be too many
    opened: frozenset[Branch] = frozenset()
    kept: int = 3


class Box(Struct, frozen=True):
    """The neighbours of a drawn mark that are not drawn, on one side of it.

    `folded` of them are among the nodes of the lineage, the others are not. `types` counts them
    by type, as far as these are known.
    """

    at: Mark
    direction: Direction
    count: int
    folded: int
    types: tuple[tuple[str, int], ...] = ()

    @property
    def branch(self) -> Branch:
        """The branch that it stands for."""
        return Branch(self.at, self.direction)


class Detail(Struct, frozen=True):
    """The marks that are drawn, nearest first, and what is left out beside each."""

    marks: tuple[Mark, ...]
    boxes: tuple[Box, ...]


class Sketch(Struct, frozen=True):
    """A lineage with its closed runs as one mark each, before anything is left out of it.

    `near` has the neighbours of each mark, `hidden` the ids beside it that the lineage lacks,
    `asides` the marks that stand aside.
    """

    start: Mark
    near: Mapping[Mark, Mapping[Direction, Mapping[Mark, None]]]
    asides: frozenset[Mark] = frozenset()
    hidden: Mapping[Branch, frozenset[int]] = {}
    types: Mapping[Branch, Counter[str]] = {}


def sketch(lineage: Lineage, runs: Runs, short: Mapping[str, str]) -> Sketch:
    """The lineage as far as its pictures need it; `short` has the short form of a type's name."""
    near: dict[Mark, dict[Direction, dict[Mark, None]]] = {}
    standing: dict[Mark, bool] = {}
    for node in lineage.nodes:
        mark = runs.mark(node.key)
        near.setdefault(mark, {"up": {}, "down": {}})
        standing[mark] = node.aside and standing.get(mark, True)
    for edge in lineage.edges:
        source, target = runs.mark(edge.source), runs.mark(edge.target)
        if source != target:
            near[source]["down"][target] = None
            near[target]["up"][source] = None
    hidden: defaultdict[Branch, set[int]] = defaultdict(set)
    types: defaultdict[Branch, Counter[str]] = defaultdict(Counter)
    for there in lineage.hidden:
        branch = Branch(runs.mark(there.at), there.direction)
        hidden[branch].update(there.ids)
        for name, count in there.types.items():
            types[branch][short.get(name, name)] += count
    return Sketch(
        start=runs.mark(lineage.start),
        near=near,
        asides=frozenset(mark for mark, aside in standing.items() if aside),
        hidden={branch: frozenset(ids) for branch, ids in hidden.items()},
        types=types,
    )


def detail(drawn: Sketch, captions: Mapping[Mark, Caption], crowding: Crowding) -> Detail:
    """What of the sketch is drawn, newest first where there are too many.

    The caption of a mark says which others are of its like. Every mark that is drawn is joined
    to the start by marks that are drawn.
    """
    shown = {drawn.start: None}
    met = {drawn.start}
    queue = deque([drawn.start])
    while queue and len(shown) < crowding.drawn:
        at = queue.popleft()
        for direction, marks in drawn.near[at].items():
            fresh = sorted(set(marks) - met, key=lambda mark: (mark in drawn.asides, -mark.id))
            met.update(fresh)
            few = fresh
            if Branch(at, direction) not in crowding.opened:
                few = _few_of_each(fresh, captions, crowding)[: crowding.behind]
            few = few[: crowding.drawn - len(shown)]
            shown.update(dict.fromkeys(few))
            queue.extend(few)
    return Detail(tuple(shown), tuple(_boxes(drawn, captions, shown)))


def _few_of_each(
    marks: Iterable[Mark], captions: Mapping[Mark, Caption], crowding: Crowding
) -> list[Mark]:
    """The marks without those of a crowd that others of it stand for."""
    crowds: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        crowds[captions[mark].crowd].append(mark)
    folded = {
        mark
        for crowd in crowds.values()
        if len(crowd) > crowding.siblings
        for mark in crowd[min(crowding.kept, crowding.siblings) :]
    }
    return [mark for mark in marks if mark not in folded]


def _boxes(
    drawn: Sketch, captions: Mapping[Mark, Caption], shown: Mapping[Mark, None]
) -> Iterable[Box]:
    for at in shown:
        for direction, marks in drawn.near[at].items():
            branch = Branch(at, direction)
            folded = [mark for mark in marks if mark not in shown]
            hidden = len(drawn.hidden.get(branch, ()))
            if folded or hidden:
                types = Counter(captions[mark].type for mark in folded)
                types.update(drawn.types.get(branch, {}))
                known = tuple(types.most_common())
                yield Box(at, direction, len(folded) + hidden, len(folded), known)
