"""Query text to tokens: parentheses, operators and clauses, each with its place.

A clause is one run of characters without blanks outside quotes: `word`, `"two words"`,
`field:value`, `label."a key":>=5`, `created:[2026-01 TO 2026-03]`. A backslash takes the next
character as it is, in quotes and outside them.
"""

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from webapp.errors import QueryError

TokenKind: TypeAlias = Literal["open", "close", "minus", "AND", "OR", "NOT", "clause", "end"]
Sign: TypeAlias = Literal["", ">", ">=", "<", "<="]

LONGEST_QUERY = 16_384
OPERATORS: dict[str, TokenKind] = {"AND": "AND", "OR": "OR", "NOT": "NOT"}
NAME = re.compile(r'[^\s:.()"\\]+')
# The ends of a range are numbers and times: neither holds a blank, a bracket or a quote.
RANGE = re.compile(r"\[\s*([^\s\[\]()\"\\]+)\s+TO\s+([^\s\[\]()\"\\]+)\s*\]")
SIGNS: tuple[Sign, ...] = (">=", "<=", ">", "<")


class Span(Struct, frozen=True):
    """Where something stands in the text: from `start` up to, not including, `end`."""

    start: int
    end: int


class Piece(Struct, frozen=True):
    """Some text as it was meant, without quotes and backslashes.

    `plain`: it was written with neither, so that `*`, AND and the like keep their meaning.
    """

    text: str
    plain: bool
    span: Span


class Clause(Struct, frozen=True):
    """A word or phrase (`field` is None), or a field's name, key, sign and value or range."""

    field: Piece | None
    key: Piece | None
    sign: Sign
    values: tuple[Piece, ...]
    span: Span


class Token(Struct, frozen=True):
    """One step of the text; `clause` says more where `kind` is "clause"."""

    kind: TokenKind
    span: Span
    clause: Clause | None = None


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, the last of kind "end"; raises QueryError.

    >>> [token.kind for token in tokens('type:model -(a OR "b c")')]
    ['clause', 'minus', 'open', 'clause', 'OR', 'clause', 'close', 'end']
    """
    if len(text) > LONGEST_QUERY:
        raise QueryError(f"it is longer than {LONGEST_QUERY:,} characters.", LONGEST_QUERY)
    # What is no character (half of a pair) can be in no record either.
    reader = Reader(text.encode("utf-8", "replace").decode())
    found: list[Token] = []
    while not found or found[-1].kind != "end":
        found.append(reader.token())
    return tuple(found)


class Reader:
    """The place reached in a query text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def token(self) -> Token:
        """The next token."""
        self._skip_blanks()
        start, character = self._at, self._peek()
        if not character:
            return Token("end", Span(start, start))
        if character in "()":
            self._at += 1
            return Token("open" if character == "(" else "close", Span(start, self._at))
        if character == "-" and self._text[start + 1 : start + 2].strip():
            self._at += 1
            return Token("minus", Span(start, self._at))
        clause = self._clause()
        word = clause.values[0] if clause.field is None else None
        if word and word.plain and word.text in OPERATORS:
            return Token(OPERATORS[word.text], clause.span)
        return Token("clause", clause.span, clause)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip_blanks(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _clause(self) -> Clause:
        start = self._at
        head = self.head()
        if head is None:
            self._at = start
            clause = Clause(None, None, "", (self._piece(),), self._since(start))
        else:
            sign = self._sign()
            if self._peek() == "(":
                reason = "each value takes its field along, as in (type:a OR type:b)."
                raise QueryError(reason, self._at)
            values = self._range() if self._peek() == "[" and not sign else (self._piece(),)
            clause = Clause(*head, sign, values, self._since(start))
        self._hold_end()
        return clause

    def head(self) -> tuple[Piece, Piece | None] | None:
        """A field's name and key when a colon follows them, else None."""
        name = NAME.match(self._text, self._at)
        if name is None:
            return None
        self._at = name.end()
        field, key = Piece(name[0], plain=True, span=Span(*name.span())), None
        if self._peek() == ".":
            self._at += 1
            key = self._quoted() if self._peek() == '"' else self._bare(":")
        if self._peek() != ":":
            return None
        self._at += 1
        return field, key

    def _sign(self) -> Sign:
        for sign in SIGNS:
            if self._text.startswith(sign, self._at):
                self._at += len(sign)
                return sign
        return ""

    def _piece(self) -> Piece:
        piece = self._quoted() if self._peek() == '"' else self._bare("")
        if piece.span.start == piece.span.end:
            raise QueryError(
                'a value has to follow without a blank; "" is the empty one.', self._at
            )
        return piece

    def _bare(self, stop: str) -> Piece:
        start, characters, plain = self._at, [], True
        while (character := self._peek()) and not (
            character.isspace() or character in '()"' or character == stop
        ):
            if character == "\\":
                plain = False
                character = self._escaped()
            characters.append(character)
            self._at += 1
        return Piece("".join(characters), plain, self._since(start))

    def _quoted(self) -> Piece:
        start, characters = self._at, []
        self._at += 1
        while (character := self._peek()) != '"':
            if not character:
                raise QueryError("the quote that starts here has no end.", start)
            characters.append(self._escaped() if character == "\\" else character)
            self._at += 1
        self._at += 1
        return Piece("".join(characters), plain=False, span=self._since(start))

    def _escaped(self) -> str:
        self._at += 1
        if not self._peek():
            raise QueryError("nothing follows the backslash.", self._at - 1)
        return self._peek()

    def _range(self) -> tuple[Piece, Piece]:
        start = self._at
        written = RANGE.match(self._text, start)
        if written is None:
            raise QueryError("a range is written [1 TO 5]; * is an open end.", start)
        self._at = written.end()
        low, high = (
            Piece(written[group], plain=True, span=Span(*written.span(group))) for group in (1, 2)
        )
        return low, high

    def _since(self, start: int) -> Span:
        return Span(start, self._at)

    def _hold_end(self) -> None:
        """Nothing, when the clause ends where a reader would see its end."""
        character = self._peek()
        if character and not character.isspace() and character != ")":
            raise QueryError(
                f"a blank has to stand before {character} here; "
                f"to search for the sign itself, put the text in quotes.",
                self._at,
            )
