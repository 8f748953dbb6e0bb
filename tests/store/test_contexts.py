"""The contexts around records where one cannot be read, against a real store with such contexts."""

import pytest

from webapp.errors import StoreUnreadableError
from webapp.store.contexts import contexts_below, contexts_holding
from webapp.store.pages import read_page
from webapp.store.paging import Listing

NUMBER = 9


def ids(found):
    readable, unreadable = found
    return [one.id for one in readable], [*unreadable]


def contexts(rows, poison, number=NUMBER):
    """`number` contexts, of which those of the ids `poison` cannot be read; their ids."""
    return [rows.context(f"c{one}", readable=one not in poison) for one in range(1, number + 1)]


@pytest.mark.parametrize("poison", [(1,), (5,), (9,), (4, 5), (2, 7), (1, 4, 6, 9)])
def test_the_rest_is_read_and_the_unreadable_told(rows, store, poison):
    of = contexts(rows, poison)
    expected = [one for one in of if one not in poison], [*poison]
    (artifact,) = rows.artifacts(1, of=of)
    execution = rows.execution("e", of=of)
    outside = rows.context("outside")
    rows.below(outside, of)
    with pytest.raises(StoreUnreadableError):
        store.contexts_of_artifact(artifact)
    assert ids(contexts_holding(store, "artifact", artifact)) == expected
    assert ids(contexts_holding(store, "execution", execution)) == expected
    assert ids(contexts_below(store, outside)) == expected


def test_what_holds_a_context_is_read_around_too(rows, store):
    of = contexts(rows, (2,), number=3)
    inside = rows.context("inside")
    for one in of:
        rows.below(one, [inside])
    assert ids(contexts_holding(store, "context", inside)) == ([1, 3], [2])


def test_more_than_a_page_of_them_is_read(rows, store):
    of = contexts(rows, (3, 104), number=230)
    (artifact,) = rows.artifacts(1, of=of)
    readable, unreadable = ids(contexts_holding(store, "artifact", artifact))
    assert (readable, unreadable) == ([one for one in of if one not in {3, 104}], [3, 104])


def test_what_was_found_unreadable_is_not_looked_for_again(rows, store, core):
    of = contexts(rows, (5,))
    first, second = rows.artifacts(2, of=of)
    other = rows.artifacts(1, of=[rows.context("bad", readable=False)])[0]
    before = core.calls
    ids(contexts_holding(store, "artifact", first))
    once = core.calls
    assert ids(contexts_holding(store, "artifact", second))[1] == [5]
    assert core.calls - once < (once - before) / 2
    assert ids(contexts_holding(store, "artifact", other)) == ([], [NUMBER + 1])


def test_a_list_of_a_context_tells_members_that_an_unreadable_one_holds_too(rows, store):
    here, bad = rows.context("here"), rows.context("bad", readable=False)
    member = rows.artifacts(1, of=[here, bad])
    rows.artifacts(1, x="__MLMD_NULL__", of=[here])
    member += rows.artifacts(1, of=[here])
    page = read_page(store, "artifact", Listing(context_id=here))
    assert sorted(one.id for one in page.records) == member
