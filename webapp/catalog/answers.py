"""What a state of the index was asked before, and what it said."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

# Totals and facets: a few lines of text each.
MOST_ANSWERS = 512
# The latest questions that took longer than this are worth asking the next state at once.
SLOW_SECONDS = 0.005
MOST_SLOW = 24
# Of the time: what took 20 ms serves for four seconds.
SHARE_OF_LASTING = 0.005


class Answers(Generic[Asked]):
    """The answers of one object that does not change, the most recently used ones."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._slow: OrderedDict[Hashable, Callable[[Asked], Any]] = OrderedDict()
        # What was slow and is known here although nobody asked yet.
        self._prepared: set[Hashable] = set()
        self._lock = threading.Lock()

    def to(self, key: Hashable, ask: Callable[[Asked], Answer], of: Asked) -> Answer:
        """The answer that is kept under `key`, or what `ask` finds out of `of`."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                if key in self._slow or key in self._prepared:
                    self._prepared.discard(key)
                    self._keep(self._slow, key, ask, MOST_SLOW)
                answer: Answer = self._answers[key]
                return answer
        start = time.perf_counter()
        answer = ask(of)
        is_slow = time.perf_counter() - start > SLOW_SECONDS
        with self._lock:
            self._keep(self._answers, key, answer, MOST_ANSWERS)
            if is_slow:
                self._keep(self._slow, key, ask, MOST_SLOW)
        return answer

    def learn(self, key: Hashable, answer: object) -> None:
        """Nothing; the answer that came with another one is kept under `key`."""
        with self._lock:
            self._keep(self._answers, key, answer, MOST_ANSWERS)

    def slow_questions(self) -> tuple[tuple[Hashable, Callable[[Asked], Any]], ...]:
        """The latest questions that were asked here and took long, with how to ask them."""
        with self._lock:
            return tuple(self._slow.items())

    def prepare(self, key: Hashable, ask: Callable[[Asked], Any], of: Asked) -> None:
        """Nothing; the answer to a slow question is there before anybody asks it here."""
        answer = ask(of)
        with self._lock:
            self._keep(self._answers, key, answer, MOST_ANSWERS)
            self._prepared.add(key)

    @staticmethod
    def _keep(kept: OrderedDict[Hashable, Any], key: Hashable, one: Any, most: int) -> None:
        kept[key] = one
        kept.move_to_end(key)
        while len(kept) > most:
            kept.popitem(last=False)


class Lasting(Generic[Asked]):
    """Answers that serve later states for a while: what they say need not be of this second.

    Asking again has a small share of the time, so what is quick is always new.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def to(self, key: Hashable, ask: Callable[[Asked], Answer], of: Asked) -> Answer:
        """The answer that is kept under `key`, or what `ask` finds out of `of`."""
        began = time.monotonic()
        with self._lock:
            until, kept = self._kept.get(key, (0.0, None))
        if began < until:
            answer: Answer = kept
            return answer
        answer = ask(of)
        now = time.monotonic()
        with self._lock:
            self._kept[key] = now + (now - began) / SHARE_OF_LASTING, answer
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_ANSWERS:
                self._kept.popitem(last=False)
        return answer


class Latest:
    """What was made last, the most recently used `most`: for large answers."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def to(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """What is kept under `key`, or what `make` makes.

        >>> latest = Latest(1)
        >>> latest.to("a", lambda: 1), latest.to("a", lambda: 2), latest.to("b", lambda: 3)
        (1, 1, 3)
        >>> latest.to("a", lambda: 4)
        4
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: Answer = self._kept[key]
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
