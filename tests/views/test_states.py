"""States as pages say them."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.queries.rows import ExecutionRow
from webapp.views.states import execution_words

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("type_name", "state", "days", "text"),
    [
        ("Trainer", "RUNNING", 1, "Running"),
        ("Trainer", "RUNNING", 9, "Running, no news for 9 days"),
        ("Trainer", "RUNNING", 400, "Running, no news for a year"),
        ("Trainer", "RUNNING", 1100, "Running, no news for 3 years"),
        ("Trainer", "COMPLETE", 400, "Complete"),
        ("Trainer", "CANCELED", 0, "Canceled"),
        ("system.ContainerExecution", "CANCELED", 0, "Not triggered"),
        ("Train", "UNKNOWN", 0, "Unknown"),
    ],
)
def test_a_state_says_what_its_producer_means(type_name, state, days, text):
    heard = NOW - timedelta(days=days)
    row = ExecutionRow(1, type_name, "T", "t", state=state, updated=heard)
    assert execution_words(row, NOW).text == text


def test_no_two_states_look_the_same_in_shape_and_words():
    states = ("NEW", "RUNNING", "COMPLETE", "CACHED", "FAILED", "CANCELED", "UNKNOWN")
    shown = [execution_words(ExecutionRow(1, "T", "T", "t", state=one), NOW) for one in states]
    assert len({(one.text, one.icon) for one in shown}) == len(states)
    assert all(one.text and one.icon for one in shown)
