"""Tokens to the tree: AND unless something else is written, NOT before AND before OR."""

from webapp.catalog.query.clauses import node_of
from webapp.catalog.query.tokens import Token, TokenKind, tokens
from webapp.catalog.query.tree import And, Node, Not, Or, Query, conjunction
from webapp.errors import QueryError

MOST_CLAUSES = 500
DEEPEST = 32
STARTS: frozenset[TokenKind] = frozenset({"open", "minus", "NOT", "clause"})
SHOWN: dict[TokenKind, str] = {"close": ")", "AND": "AND", "OR": "OR"}


def parse(text: str) -> Query:
    """The tree of `text`; raises QueryError with the position where it stops making sense.

    >>> [type(clause).__name__ for clause in parse("type:model -label.stage:dev (a OR b)").clauses]
    ['Equal', 'Not', 'Or']
    """
    return Parser(tokens(text)).query()


class Parser:
    """The place reached among the tokens."""

    def __init__(self, found: tuple[Token, ...]) -> None:
        clauses = [token for token in found if token.kind == "clause"]
        if len(clauses) > MOST_CLAUSES:
            start = clauses[MOST_CLAUSES].span.start
            raise QueryError(f"it has more than {MOST_CLAUSES} clauses.", start)
        self._tokens = found
        self._at = 0
        self._depth = 0

    def query(self) -> Query:
        """The whole text's tree."""
        if len(self._tokens) == 1:
            return Query()
        node = self._any_of()
        if self._token.kind == "close":
            raise QueryError("no parenthesis is open here.", self._token.span.start)
        return conjunction((node,))

    @property
    def _token(self) -> Token:
        return self._tokens[self._at]

    def _any_of(self) -> Node:
        nodes = [self._all_of()]
        while self._token.kind == "OR":
            self._at += 1
            nodes.append(self._all_of())
        return nodes[0] if len(nodes) == 1 else Or(_flat(nodes, Or))

    def _all_of(self) -> Node:
        nodes = [self._one()]
        while self._token.kind == "AND" or self._token.kind in STARTS:
            self._at += self._token.kind == "AND"
            nodes.append(self._one())
        return nodes[0] if len(nodes) == 1 else And(_flat(nodes, And))

    def _one(self) -> Node:
        token = self._token
        if token.kind not in STARTS:
            raise QueryError(self._what_is_missing(), token.span.start)
        self._at += 1
        if token.clause is not None:
            return node_of(token.clause)
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(f"it is nested deeper than {DEEPEST}.", token.span.start)
        node = self._group(token) if token.kind == "open" else Not(self._one())
        self._depth -= 1
        return node

    def _group(self, opening: Token) -> Node:
        node = self._any_of()
        if self._token.kind != "close":
            raise QueryError("the parenthesis that starts here has no end.", opening.span.start)
        self._at += 1
        return node

    def _what_is_missing(self) -> str:
        before = self._tokens[self._at - 1] if self._at else None
        if before is None or before.kind == "open":
            return f"{SHOWN.get(self._token.kind, 'the end')} stands where a word should."
        shown = {"minus": "-", "NOT": "NOT", **SHOWN}.get(before.kind, "")
        return f"something has to follow {shown}."


def _flat(nodes: list[Node], sort: type[And] | type[Or]) -> tuple[Node, ...]:
    """The nodes, with those of a group of the same sort in its place."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, sort) else (node,))
    return tuple(flat)
