"""Records that want to break the index: each is found by its id, and the rest of them too."""

import pytest
from hostile import HOW, Hostile

from webapp.metadata import Kind

PLURALS: dict[Kind, str] = {
    "artifact": "artifacts",
    "execution": "executions",
    "context": "contexts",
}
# A page of a list holds fifty rows.
LARGEST_ROW = 200_000


@pytest.mark.parametrize("how", HOW)
def test_hostile_records_are_in_the_catalog(mlmd, followed, how):
    made = Hostile(mlmd).records(how)
    followed.rows()
    for kind, plural in PLURALS.items():
        found = followed.rows_now(kind)
        assert made[plural] in found
        assert not any(row.unreadable for row in found.values())
        assert all(len(repr(row)) < LARGEST_ROW for row in found.values())
