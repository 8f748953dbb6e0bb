"""What is written, read again after crashes."""

from webapp.catalog.documents import Document
from webapp.catalog.entries import entry
from webapp.catalog.pages import rows
from webapp.catalog.writer import Writer

ARTIFACTS = [Document("artifact", number, name=f"first {number}") for number in (1, 2, 3)]
OTHERS = [Document("execution", 1, name="step"), Document("context", 1, name="workspace")]


def test_what_was_not_committed_is_gone(tmp_path):
    with Writer(tmp_path) as writer:
        writer.add(map(entry, ARTIFACTS[:1]))
        writer.commit({"last": 1})
        writer.add(map(entry, ARTIFACTS[1:]))
    with Writer(tmp_path) as writer:
        assert writer.committed().size == 1
        assert writer.committed().state == {"last": 1}


def test_a_first_build_that_was_cut_off_adds_nothing_twice(tmp_path):
    with Writer(tmp_path) as writer:
        writer.add(map(entry, [*ARTIFACTS, *OTHERS]))
        writer.commit({})
    with Writer(tmp_path) as writer:
        writer.add(map(entry, [*ARTIFACTS, *OTHERS]))
        writer.commit({})
        assert writer.committed().size == len(ARTIFACTS) + len(OTHERS)


def test_kinds_share_ids_and_nothing_else(tmp_path):
    with Writer(tmp_path) as writer:
        writer.add(map(entry, [*ARTIFACTS, *OTHERS]))
        writer.commit({})
        writer.put([Document("artifact", 1, name="second")])
        writer.remove("execution", [1])
        writer.commit({})
        assert named(writer, "artifact", 1) == "second"
        assert named(writer, "execution", 1) is None
        assert named(writer, "context", 1) == "workspace"


def named(writer: Writer, kind: str, record_id: int) -> str | None:
    found = rows(writer.committed(), kind, (record_id,))
    return found[record_id].name if found else None
