"""Where a lineage can start."""

from webapp.queries.lineage.starts import lineage_starts


def test_models_are_found_among_any_number_of_types(rows, indexed):
    for number in range(120):
        rows.artifacts(2, f"data.Of{number}")
    rows.artifact("rank")
    found = lineage_starts(indexed.sources)
    assert (found.title, [one.name for one in found.starts]) == ("Models", ["rank"])
