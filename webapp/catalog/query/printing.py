"""The tree to a text that parses to the same tree."""

import re

from webapp.catalog.query.tree import (
    And,
    Between,
    Compare,
    Equal,
    Exists,
    Field,
    Node,
    Not,
    Or,
    Query,
    Reach,
    Words,
)

# What needs no quotes: no sign that means something anywhere in a query.
PLAIN = re.compile(r"[\w/.@+:=#,;%&~'_-]+")
PLAIN_KEY = re.compile(r"[\w/@+=#,;%&~.-]+")
WORD_OPERATORS = frozenset({"AND", "OR", "NOT"})


def text_of(query: Query) -> str:
    """The query as text, one space between clauses.

    >>> from webapp.catalog.query.parser import parse
    >>> text_of(parse('type:model   AND (label."a b":x OR NOT owner:"x y")'))
    'type:model (label."a b":x OR -owner:"x y")'
    """
    return " ".join(text_of_node(clause, alone=len(query.clauses) == 1) for clause in query.clauses)


def text_of_node(node: Node, *, alone: bool = True) -> str:
    """The node as text; in parentheses where it needs them to stand beside others."""
    match node:
        case Words(text):
            return _word(text)
        case Equal(field, value):
            return f"{text_of_field(field)}:{_value(value)}"
        case Compare(field, operator, value):
            return f"{text_of_field(field)}:{operator}{_value(value)}"
        case Between(field, low, high):
            return f"{text_of_field(field)}:[{low or '*'} TO {high or '*'}]"
        case Exists(field):
            return f"{text_of_field(field)}:*"
        case Reach(direction, kind, record_id):
            return f"{direction}:{kind}/{record_id}"
        case Not(inner):
            text = text_of_node(inner)
            return f"-({text})" if isinstance(inner, Not | And | Or) else f"-{text}"
        case And(nodes):
            text = " ".join(text_of_node(each, alone=False) for each in nodes)
        case Or(nodes):
            text = " OR ".join(text_of_node(each, alone=False) for each in nodes)
    return text if alone else f"({text})"


def text_of_field(field: Field) -> str:
    """The field as it stands before the colon.

    >>> text_of_field(Field("label", "team")), text_of_field(Field("label", "a:b"))
    ('label.team', 'label."a:b"')
    """
    if field.key is None:
        return field.name
    return f"{field.name}.{field.key if PLAIN_KEY.fullmatch(field.key) else quoted(field.key)}"


def quoted(text: str) -> str:
    """The text in quotes, its quotes and backslashes escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(text: str) -> str:
    return text if PLAIN.fullmatch(text) else quoted(text)


def _word(text: str) -> str:
    is_plain = PLAIN.fullmatch(text) and ":" not in text and text[0] != "-"
    return text if is_plain and text not in WORD_OPERATORS else quoted(text)
