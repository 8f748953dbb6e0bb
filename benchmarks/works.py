"""What is asked of a page: for the dashboard and for the floor, with the answer that is right."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from benchmarks.answers import STAGE, Answers, Expected

# Rows, and a record's own page, link to the record; the first link of each is what counts.
RECORD: Final = re.compile(rb'href="/artifacts/(\d+)"')

NAMED: Final = "name:{}", {"name": "{}"}


@dataclass(frozen=True, slots=True)
class Question:
    """A page of the dashboard and the same page of the floor, and the ids that both must show.

    `plain` is our page without facets, where it has some.
    """

    ours: str
    plain: str
    floor: str
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """The same question with one parameter after the other, so that no kept page answers it."""

    name: str
    questions: tuple[Question, ...]

    def question(self, turn: int) -> Question:
        """The one whose turn it is."""
        return self.questions[turn % len(self.questions)]


def works(answers: Expected) -> Mapping[str, Work]:
    """Every list and the page of one record, by their short names."""
    return {
        "W1": Work("newest artifacts", lists(answers.newest, "", {})),
        "W1ws": Work(
            "of one workspace",
            lists(answers.by_workspace, 'workspace:"{}"', {"workspace": "{}"}),
        ),
        "W2": Work(
            "with two labels",
            lists(
                answers.by_team,
                f'label.team:"{{}}" label.stage:{STAGE}',
                {"team": "{}", "stage": STAGE},
            ),
        ),
        "W3c": Work(
            "name holds, one in 16", lists(answers.common_piece, "name:{}", {"name": "{}"})
        ),
        "W3r": Work("name holds, only one", lists(answers.unique_piece, "name:{}", {"name": "{}"})),
        "W4": Work(
            "one artifact",
            tuple(
                Question(path, path, path, found.newest)
                for path, found in ((f"/artifacts/{one}", answers.one[one]) for one in answers.one)
            ),
        ),
    }


def lists(answers: Answers, query: str, floor: Mapping[str, str]) -> tuple[Question, ...]:
    """The lists that a query and the floor's parameters ask for; each may hold `{}`."""
    found = []
    for value, answer in answers.items():
        ours = {"q": query.format(value)} if query else {}
        narrowed = {name: text.format(value) for name, text in floor.items()}
        plain = ours | {"facets": ""}
        found.append(Question(_path(ours), _path(plain), _path(narrowed), answer.newest))
    return tuple(found)


def shown(page: bytes) -> tuple[int, ...]:
    """The ids that a page links to, each once, in their order on it."""
    return tuple(dict.fromkeys(int(number) for number in RECORD.findall(page)))


def _path(parameters: Mapping[str, str]) -> str:
    return f"/artifacts?{urlencode(parameters)}" if parameters else "/artifacts"
