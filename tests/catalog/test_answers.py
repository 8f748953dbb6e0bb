"""Slow answers, known to the next state before a page asks."""

from itertools import pairwise

from webapp.catalog import answers
from webapp.catalog.answers import Answers, Lasting


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


def test_what_took_long_serves_later_states_for_a_while_and_what_is_quick_is_always_new(
    monkeypatch,
):
    clock = [100.0]
    monkeypatch.setattr(answers.time, "monotonic", lambda: clock[0])
    lasting = Lasting[int]()

    def asked_of(state, seconds):
        def ask(of):
            clock[0] += seconds
            return of

        return lasting.to(seconds, ask, state)

    assert [asked_of(state, 0.02) for state in (1, 2)] == [1, 1]
    clock[0] += 3.9
    assert asked_of(3, 0.02) == 1
    clock[0] += 0.2
    assert asked_of(4, 0.02) == 4
    assert [asked_of(state, 0.0) for state in (5, 6)] == [5, 6]
