"""Text made to fit."""


def cut_at(text: str, longest: int) -> str:
    """The text, its end left out where it is longer.

    >>> cut_at("abcdef", 4), cut_at("abc", 4)
    ('abc…', 'abc')
    """
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
