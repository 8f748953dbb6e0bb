"""Which steps of two lineages do the same work."""

from event_graphs import captions_of, event_graphs, key, lineage_of, walk_through
from hypothesis import given
from msgspec.structs import replace

from webapp.lineage.bounds import Bounds
from webapp.lineage.captions import Caption
from webapp.lineage.diff import difference
from webapp.lineage.records import Key
from webapp.lineage.walk import Walk

# Two trainings on two ingests of one raw table.
TEXT = "a1>e1 e1>a2 a2>e2 e2>a3 a1>e3 e3>a4 a4>e4 e4>a5"
NAMES = {1: "Ingest 1", 2: "Train 1", 3: "Ingest 2", 4: "Train 2"}


def two(text=TEXT, a="a3", b="a5"):
    return [lineage_of(one, text, up=None, down=0) for one in (a, b)]


def captions(*lineages):
    found = {}
    for one in lineages:
        found |= captions_of(one)
        for node in one.nodes:
            if node.key.kind == "execution":
                found[node.key] = Caption(NAMES[node.key.id], type="Step")
    return found


def test_what_is_shared_and_what_is_not():
    a, b = two()
    answer = difference(a, b, captions(a, b))
    assert answer.both == (key("a1"),)
    assert set(answer.only_a) == {key("a3"), key("e2"), key("a2"), key("e1")}
    assert set(answer.only_b) == {key("a5"), key("e4"), key("a4"), key("e3")}


def test_steps_of_one_name_are_paired_nearest_first():
    a, b = two()
    answer = difference(a, b, captions(a, b))
    assert answer.pairs == ((key("e2"), key("e4")), (key("e1"), key("e3")))


def test_a_step_without_a_counterpart_stays_alone():
    a, b = two(b="a4")
    answer = difference(a, b, captions(a, b))
    assert answer.pairs == ((key("e1"), key("e3")),)


@given(event_graphs())
def test_every_node_is_on_one_side_and_no_step_is_paired_twice(found):
    a, b = (
        walk_through(found, Walk(Key("artifact", one), Bounds(up=None, down=0))) for one in (1, 2)
    )
    answer = difference(a, b, captions_of(a) | captions_of(b))
    assert {*answer.both, *answer.only_a} == {node.key for node in a.nodes}
    assert {*answer.both, *answer.only_b} == {node.key for node in b.nodes}
    for side in (0, 1):
        ones = [pair[side] for pair in answer.pairs]
        assert len(ones) == len(set(ones))
    assert not {one for pair in answer.pairs for one in pair} & set(answer.both)


def test_a_walk_that_was_cut_goes_on_where_the_other_one_knows():
    """a3 comes from a2; the walk from a3 was cut there, the one from a2 was not."""
    whole = lineage_of("a3", TEXT, up=None, down=0)
    cut = whole.nearest(3)
    assert {node.key for node in cut.nodes} == {key("a3"), key("e2"), key("a2")}
    b = lineage_of("a2", TEXT, up=None, down=0)
    for one, other, only in ((cut, b, "only_a"), (b, cut, "only_b")):
        answer = difference(one, other, captions(whole))
        assert set(answer.both) == {key("a2"), key("e1"), key("a1")}
        assert set(getattr(answer, only)) == {key("a3"), key("e2")}
    near = difference(replace(cut, stopped="limit"), b, captions(whole), up=1)
    assert set(near.both) == {key("a2")}


def test_what_too_little_is_known_of_is_in_no_pair():
    a, b = two()
    answer = difference(a, b, captions(a, b), unknown={key("e2")})
    assert answer.pairs == ((key("e1"), key("e3")),)
