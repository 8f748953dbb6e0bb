"""Slow answers, known to the next state before a page asks."""

from itertools import pairwise

from webapp.catalog import answers
from webapp.catalog.answers import Answers


def test_only_what_pages_asked_for_is_carried_on(monkeypatch):
    monkeypatch.setattr(answers, "SLOW_SECONDS", -1.0)
    states = [Answers[int]() for _ in range(4)]
    states[0].to("asked twice", lambda state: ("twice", state), 0)
    states[0].to("asked once", lambda state: ("once", state), 0)
    for number, (older, newer) in enumerate(pairwise(states), start=1):
        for key, ask in older.slow_questions():
            newer.prepare(key, ask, number)
        if number == 1:
            answer = newer.to("asked twice", lambda _: "asked again", 1)
            assert answer == ("twice", 1)
    assert [len(state.slow_questions()) for state in states] == [2, 1, 0, 0]
