"""Pages that go on where a row cannot be read, against a real store with such rows."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.errors import StoreUnreadableError
from webapp.store.pages import read_ids, read_page, read_stamps
from webapp.store.paging import Cursor, Listing


def poisoned(mlmd, number, poison, context_id=None):
    """`number` artifacts, of which those at the places `poison` cannot be read; their ids."""
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name="A"))
    ids = []
    for place in range(1, number + 1):
        artifact = mlpb.Artifact(type_id=type_id, uri="u")
        if place in poison:
            artifact.custom_properties["x"].string_value = "__MLMD_NULL__"
        ids += mlmd.put_artifacts([artifact])
    if context_id is not None:
        links = [mlpb.Attribution(artifact_id=one, context_id=context_id) for one in ids]
        mlmd.put_attributions_and_associations(links, [])
    return ids


def walk(store, size, **listing):
    """Every page of a listing: the ids read, and the ids told as unreadable."""
    read, unreadable, after = [], [], None
    while True:
        page = read_page(store, "artifact", Listing(after=after, **listing), size)
        assert len(page.records) <= size
        read += [record.id for record in page.records]
        unreadable += page.unreadable
        after = page.end
        if after is None:
            return read, unreadable


@pytest.mark.parametrize("poison", [(1,), (12,), (6,), (6, 7), (6, 8), (1, 2, 5, 12)])
@pytest.mark.parametrize("order", ["created", "id"])
@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("size", [1, 5, 100])
def test_the_rest_is_read_and_the_unreadable_told(mlmd, store, poison, order, ascending, size):
    ids = poisoned(mlmd, 12, poison)
    read, unreadable = walk(store, size, order=order, ascending=ascending)
    assert read == sorted(set(ids) - set(poison), reverse=not ascending)
    assert set(unreadable) == set(poison)


@pytest.mark.parametrize("poison", [(), (2, 105)])
def test_stamps_tell_ids_and_update_times_and_what_is_unreadable(mlmd, store, poison):
    ids = poisoned(mlmd, 250, poison)
    found, unreadable, listing = {}, [], Listing("id", ascending=True)
    while listing:
        stamps = read_stamps(store, "artifact", listing)
        found |= stamps.updated
        unreadable += stamps.unreadable
        listing = stamps.end and Listing("id", ascending=True, after=stamps.end)
    assert list(found) == [one for one in ids if one not in poison]
    assert tuple(unreadable) == poison
    record = store.artifact(ids[0])
    assert found[record.id] == record.updated


def test_lists_of_a_context_and_of_a_type_hold_only_their_own_rows(mlmd, store):
    context_type = mlmd.put_context_type(mlpb.ContextType(name="C"))
    (context_id,) = mlmd.put_contexts([mlpb.Context(type_id=context_type, name="c")])
    poisoned(mlmd, 3, (3,), context_id)
    other_type = mlmd.put_artifact_type(mlpb.ArtifactType(name="B"))
    mlmd.put_artifacts([mlpb.Artifact(type_id=other_type) for _ in range(3)])
    poisoned(mlmd, 4, (1,), context_id)
    of_context = walk(store, 10, context_id=context_id)
    assert of_context == ([10, 9, 8, 2, 1], [7, 3])
    of_type = walk(store, 10, type=next(t for t in store.types("artifact") if t.name == "A"))
    assert of_type[0] == [10, 9, 8, 2, 1]


def test_a_list_of_nothing_readable_is_empty_and_says_so(mlmd, store):
    poisoned(mlmd, 1, (1,))
    page = read_page(store, "artifact", Listing(), 10)
    assert (page.records, page.end, page.unreadable) == ((), None, (1,))


def test_ids_are_read_around_the_unreadable(mlmd, store):
    poisoned(mlmd, 6, (2, 5))
    found, lost = read_ids(store, "artifact", [1, 2, 3, 4, 5, 6, 99])
    assert (sorted(found), lost) == ([1, 3, 4, 6], [2, 5])
    with pytest.raises(StoreUnreadableError):
        store.artifacts_by_id([2])


def test_a_page_starts_after_a_cursor(mlmd, store):
    poisoned(mlmd, 8, (3,))
    page = read_page(store, "artifact", Listing("id", True, Cursor(1, 1)), 3)
    assert [record.id for record in page.records] == [2, 4, 5]
