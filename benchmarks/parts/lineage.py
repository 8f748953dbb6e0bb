"""Lineage: five hops in the store, pages of hard stores, and pictures beside Graphviz dot's."""

import itertools
import json
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks import browser, crossings, shapes, stores
from benchmarks.client import Client, WrongError
from benchmarks.ground import Ground
from benchmarks.history import steps
from benchmarks.neighbourhoods import Events, as_graph
from benchmarks.parts.pages import STARTING_SECONDS
from benchmarks.pictures import Pictured, pipelines
from benchmarks.processes import Running, store_process
from benchmarks.report import Bar, Line
from benchmarks.served import ours, until_in_step
from benchmarks.timed import Timed
from benchmarks.timing import MILLISECONDS, WARMING, median
from webapp.catalog.reader import Reader
from webapp.lineage.bounds import Bounds
from webapp.lineage.layout import layout
from webapp.lineage.records import Key
from webapp.queries.lineage.foreseen import read_ahead
from webapp.queries.lineage.walk import walk
from webapp.store.remembering import PageStore

HOPS: Final = 5
STARTS: Final = 24
CALL_SECONDS: Final = 30.0
LAYOUTS: Final = 5
CHAIN, HUB = 100_000, 20_000
FIFTEEN: Final = Bar(15)
ONE_SECOND: Final = Bar(1_000)
LAYOUT_BARS: Final = {40: Bar(20), 400: Bar(250)}
BROWSER: Final = Bar(1_500)
FRAME: Final = Bar(33)
# Steps of pipelines whose lineage has more than 400 nodes, and how often it is opened.
BROWSED, BROWSINGS, DRAWN = 640, 3, 400
THREE_DRAWINGS: Final = Bar(3, of_ratio=True)
DOTS_SHARE: Final = Bar(1.7, of_ratio=True)
HINT: Final = "dot is not installed, so crossings are left out: apt-get install graphviz"


def lineage(ground: Ground) -> Iterator[Line]:
    """A line for five hops, their page, each hard store, and each size of a picture."""
    events = Events.read(steps(ground.size))
    models = [Key("artifact", number) for number in _models(ground.size)]
    yield from _hops(ground, events, models, Reader(ground.catalog))
    yield from _hops(ground, events, models, None)
    yield _page(ground, events, models)
    yield from _hard(ground)
    yield from _pictures()
    yield from _browsed(ground)


def _models(size: int) -> Sequence[int]:
    """Models of all ages."""
    return [size * place // (STARTS + 1) // 5 * 5 + 2 for place in range(1, STARTS + 1)]


def _hops(
    ground: Ground, events: Events, models: Sequence[Key], catalog: Reader | None
) -> Iterator[Line]:
    """The calls of a walk that a catalog foresees, or that goes step by step without one."""
    bounds = Bounds(up=HOPS, down=HOPS, limit=5_000)
    times = []
    with store_process(ground.store) as process:
        connection = Timed(f"grpc://{process.address}")
        for start in models:
            connection.seconds = 0.0
            store = PageStore(connection, CALL_SECONDS, CALL_SECONDS)
            read_ahead(store, catalog, [start], bounds)
            found = walk(store, start, bounds, CALL_SECONDS)
            times.append(connection.seconds)
            lines = {node.key for node in found.nodes if not node.aside}
            if lines != events.within(start, HOPS):
                raise WrongError(f"the walk around {start} finds other nodes than networkx")
    how = "without a catalog" if catalog is None else "up and down"
    told, bar = f"{HOPS} hops {how}, store calls alone", FIFTEEN if catalog else None
    yield Line(told, median(times[WARMING:]), "ms", None, bar)


def _page(ground: Ground, events: Events, models: Sequence[Key]) -> Line:
    # In turn, one page and one picture, so that what else runs on the machine slows both.
    times, drawings, drawn = [], [], Pictured.of(40)
    with ours(ground.url, ground.catalog) as dashboard:
        until_in_step(dashboard, ground.size, STARTING_SECONDS)
        with Client(dashboard.port) as client:
            for start in models:
                path = f"/{start.kind}s/{start.id}/lineage"
                asked = f"?up={HOPS}&down={HOPS}&limit=400"
                told = json.loads(client.get(f"{path}.json{asked}").body)
                lines = {Key.parse(one["key"]) for one in told["nodes"] if not one["aside"]}
                if lines != events.within(start, HOPS):
                    raise WrongError(f"{path} shows other nodes than networkx finds")
                times.append(client.get(f"{path}{asked}").seconds)
                begin = time.perf_counter()
                drawn.svg()
                drawings.append(time.perf_counter() - begin)
    told, drawing = f"W5 page of {HOPS} hops (floor: 40 nodes as SVG)", median(drawings[WARMING:])
    return Line(told, median(times[WARMING:]), "ms", drawing, THREE_DRAWINGS)


def _hard(ground: Ground) -> Iterator[Line]:
    """Pages in a long chain, and beside an artifact that a crowd reads."""
    hard = {
        f"amid a chain of {CHAIN:,}": ("chain", shapes.chain(CHAIN), CHAIN // 2, CHAIN + 1),
        f"of a hub of {HUB:,}": ("hub", shapes.hub(HUB), shapes.START, HUB + 1),
    }
    for told, (name, history, start, size) in hard.items():
        other = Ground(ground.folder, size)
        other.store = stores.kept(ground.folder, name, history)
        with ours(other.url, other.catalog) as dashboard:
            dashboard.until_it_listens(STARTING_SECONDS)
            rounds = [_bounded(dashboard, start, size) for _ in range(LAYOUTS)]
        for what, seconds in zip(("page", "JSON"), zip(*rounds, strict=True), strict=True):
            time = statistics.median(seconds) * MILLISECONDS
            yield Line(f"{what} {told}", time, "ms", None, ONE_SECOND)


def _bounded(dashboard: Running, start: int, size: int) -> tuple[float, float]:
    """The seconds that the page and its twin take, asked for as much as there can be.

    WrongError when they do not tell what they leave out.
    """
    path, asked = f"/artifacts/{start}/lineage", "?up=all&down=all&limit=5000"
    with Client(dashboard.port) as client:
        page = client.get(f"{path}{asked}")
        twin = client.get(f"{path}.json{asked}")
    told = json.loads(twin.body)
    shown, hidden = len(told["nodes"]), sum(one["count"] for one in told["hidden"])
    # Every node of a hub is a neighbour; what lies beyond a chain's ends is known if time was left.
    known = size - shown if start == shapes.START else 0
    if told["complete"] or hidden < known:
        raise WrongError(f"{path} shows {shown} nodes and hides {hidden}")
    return page.seconds, twin.seconds


def _browsed(ground: Ground) -> Iterator[Line]:
    """A large picture in Chromium, beside plotly with next to nothing to draw."""
    steps = tuple(itertools.islice(shapes.pipelines(), BROWSED))
    artifacts = sum(len(step.outputs) for step in steps)
    other = Ground(ground.folder, artifacts)
    other.store = stores.kept(ground.folder, f"pipelines-{BROWSED}", steps)
    with browser.chromium() as opened, ours(other.url, other.catalog) as dashboard:
        if opened is None:
            return
        until_in_step(dashboard, artifacts, STARTING_SECONDS)
        path, asked = f"/artifacts/{artifacts // 2}/lineage", f"?up=all&down=all&limit={DRAWN}"
        with Client(dashboard.port) as client:
            number = len(json.loads(client.get(f"{path}.json{asked}").body)["nodes"])
        if number != DRAWN:
            raise WrongError(f"{path} shows {number} nodes, not {DRAWN}")
        address = f"http://{dashboard.address}{path}{asked}"
        floors = [browser.ten_points(opened, address) for _ in range(BROWSINGS)]
        found = [browser.lineage(opened, address) for _ in range(BROWSINGS)]
    done, frame = (statistics.median(one) for one in zip(*floors, strict=True))
    live, before, after = (statistics.median(one) for one in zip(*found, strict=True))
    yield Line("400 nodes until usable (floor: plotly of 10 points)", live, "ms", done, BROWSER)
    yield Line("a drag's slow frames before plotly (floor: same)", before, "ms", frame, FRAME)
    yield Line("a drag's slow frames by plotly (floor: same)", after, "ms", frame, FRAME)


def _pictures() -> Iterator[Line]:
    """Pictures with nothing folded."""
    with_dot = shutil.which("dot") is not None
    if not with_dot:
        print(HINT)
    for size, bar in LAYOUT_BARS.items():
        yield Line(f"picture of {size} nodes", _drawing(size), "ms", None, bar)
        if with_dot:
            graph = as_graph(pipelines(size))
            placed = layout(graph, frozenset(key for key in graph if key.kind == "execution"))
            mine = crossings.crossings(crossings.ours(placed, graph))
            dots = crossings.crossings(crossings.dots(graph))
            yield Line(f"crossings of {size} nodes (floor: dot's)", mine, "", dots, DOTS_SHARE)


def _drawing(size: int) -> float:
    """The milliseconds of this processor that the picture of so many nodes takes."""
    drawn = Pictured.of(size)
    times = []
    for _ in range(LAYOUTS + WARMING):
        begin = time.thread_time()
        drawn.scene()
        times.append(time.thread_time() - begin)
    return median(times[WARMING:])
