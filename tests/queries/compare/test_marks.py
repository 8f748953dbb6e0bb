"""What differs between two texts, for any two."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.queries.compare.marks import LONGEST, marked, whole

TEXTS = st.text("ab-/é ", max_size=30)


@given(TEXTS, TEXTS)
def test_the_pieces_of_a_short_text_are_the_text(text, other):
    pieces = marked(text, other)
    assert "".join(piece.text for piece in pieces) == text
    assert any(piece.changed for piece in pieces) == (text not in (other, ""))


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_what_surrounds_a_difference_is_not_marked(before, one, other, after):
    text, base = f"{before}/{one}/{after}", f"{before}/{other}/{after}"
    quiet = [piece.text for piece in marked(text, base) if not piece.changed]
    if one != other and one:
        assert "".join(quiet).startswith(f"{before}/") or text == base
        assert len("".join(quiet)) >= len(before) + 1


def test_of_a_long_text_what_is_around_the_difference_is_shown():
    pieces = marked("x " * 5000 + "here" + " y" * 5000, "x " * 5000 + "there" + " y" * 5000)
    assert [piece.text for piece in pieces if piece.changed] == ["here"]
    assert pieces[0].text.startswith("…x")
    assert pieces[-1].text.endswith("y…")
    assert sum(len(piece.text) for piece in pieces) <= LONGEST + 2


def test_megabytes_are_cut():
    text = "x" * 10_000_000
    assert sum(len(piece.text) for piece in marked(f"{text}a{text}", f"{text}b{text}")) < 1000
    assert [len(piece.text) for piece in whole(text)] == [LONGEST]
