"""What a pin tells apart."""

import random

from event_graphs import event_graphs, key, lineage_of, walk_through
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from webapp.lineage.bounds import Bounds
from webapp.lineage.digest import digest
from webapp.lineage.walk import Walk

TEXT = "a1>e1 e1>a2 a2>e2 e2>a3"


@given(event_graphs(), st.integers())
def test_the_order_of_events_makes_no_difference(found, seed):
    shuffled = list(found)
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    one, other = (walk_through(x, Walk(key("a1"), Bounds())) for x in (found, shuffled))
    assert digest(one) == digest(replace(other, hidden=()))


def test_another_event_another_start_or_less_of_it_is_another_lineage():
    first = lineage_of("a2", TEXT)
    others = [
        lineage_of("a2", f"{TEXT} a9>e1"),
        lineage_of("a1", TEXT),
        lineage_of("a2", TEXT, up=0),
        lineage_of("a2", f"{TEXT} a2>e1"),
    ]
    assert len({digest(one) for one in (first, *others)}) == 1 + len(others)
