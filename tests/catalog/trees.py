"""Strategies that generate query trees in the parser's normal form."""

from hypothesis import strategies as st

from webapp.catalog.query.fields import FORMS, HAS, WITH_KEY
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
    conjunction,
)

# Signs that mean something in a query, in a path of the index, or to nobody.
AWKWARD = list("ab.:-_/\\\"'()[]{}<>=*~^% \n\t\x00é🦊İ")
SOME_KEYS = ["team", "stage", "a.b", "a b", "x:y", "", "🦊", 'q"t', "ünï", "A_b"]
KEYS = st.sampled_from(SOME_KEYS)
SIGNS = st.sampled_from([">", ">=", "<", "<="])
NUMBERS = st.sampled_from(["0", "1", "2", "0.5", "-1.5", "1e3", "3", "10", ".25", "1.", "+2"])
WHOLES = st.sampled_from(["0", "1", "2", "3", "-1", "10", "99999999999999999999"])
TIMES = st.sampled_from(
    ["2026", "2026-10", "2026-10-01", "2026-10-01T12", "2026-10-01T12:00:00Z", "2025-12-31"]
)


def texts(alphabet: list[str] = AWKWARD) -> st.SearchStrategy[str]:
    """Short texts of awkward signs."""
    return st.text(st.sampled_from(alphabet), max_size=5)


TEXTS = texts()
WORDS = TEXTS.map(lambda text: f"a{text}")


def fields(names: list[str]) -> st.SearchStrategy[Field]:
    """Fields of those names, with a key where they have keys."""

    def with_key(name: str) -> st.SearchStrategy[Field]:
        keys = KEYS if FORMS[name] in WITH_KEY else st.none()
        return keys.map(lambda key: Field(name, key))

    return st.sampled_from(names).flatmap(with_key)


def named(*forms: str) -> list[str]:
    """The names of the fields of those forms."""
    return [name for name, form in FORMS.items() if form in forms]


def leaves(
    values: st.SearchStrategy[str], words: st.SearchStrategy[str]
) -> st.SearchStrategy[Node]:
    """Single clauses; `values` are texts to compare fields with, `words` to look for."""
    some = values.filter(bool)
    compared = [
        (fields(named("whole")), WHOLES),
        (fields(named("number", "keyed", "measured")), NUMBERS),
        (fields(named("time")), TIMES),
    ]
    return st.one_of(
        st.builds(Words, words),
        st.builds(Equal, fields(named("exact", "keyed", "folded")), values),
        st.builds(Equal, fields(named("keyed")), NUMBERS),
        st.builds(Equal, fields(named("part", "type")), some),
        st.builds(Equal, st.just(Field("has")), st.sampled_from(HAS)),
        st.builds(Exists, fields([name for name in FORMS if FORMS[name] not in {"has", "reach"}])),
        *(st.builds(Compare, field, SIGNS, text) for field, text in compared),
        *(st.builds(Between, field, st.none() | text, text) for field, text in compared),
        *(
            st.builds(Equal, field, text)
            for field, text in [
                (fields(named("whole")), WHOLES),
                (fields(named("number", "measured")), NUMBERS),
                (fields(named("time")), TIMES),
            ]
        ),
        st.builds(
            Reach,
            st.sampled_from(["downstream_of", "upstream_of"]),
            st.sampled_from(["artifact", "execution"]),
            st.integers(1, 9),
        ),
    )


def nodes(leaf: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Nodes of a few levels over those leaves."""
    return st.recursive(leaf, _branches, max_leaves=6)


def queries(
    values: st.SearchStrategy[str] = TEXTS, words: st.SearchStrategy[str] = WORDS
) -> st.SearchStrategy[Query]:
    """Whole queries, the empty one included."""
    branches = nodes(leaves(values, words))
    return st.lists(branches, max_size=3).map(lambda found: conjunction(tuple(found)))


def _branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        inner.map(Not),
        several.filter(lambda found: not any(isinstance(node, And) for node in found)).map(
            lambda found: And(tuple(found))
        ),
        several.filter(lambda found: not any(isinstance(node, Or) for node in found)).map(
            lambda found: Or(tuple(found))
        ),
    )
