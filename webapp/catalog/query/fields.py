"""The fields that a query can name, and what a value means in each."""

from difflib import get_close_matches
from typing import Literal, TypeAlias

from msgspec import Struct

from webapp.texts import cut_at

# part: a piece of the text, without case. type: the whole name or its last segment, without case.
# exact: the whole text. folded: the whole text without case. whole, number, time: also compared.
# keyed: text or number under a key. measured: a number under a key. has: one of HAS.
# reach: walked outside the catalog.
Form: TypeAlias = Literal[
    "part",
    "type",
    "exact",
    "folded",
    "whole",
    "number",
    "time",
    "keyed",
    "measured",
    "has",
    "reach",
]

FORMS: dict[str, Form] = {
    "name": "part",
    "type": "type",
    "label": "keyed",
    "workspace": "exact",
    "run": "exact",
    "state": "folded",
    "owner": "exact",
    "version": "exact",
    "uri": "part",
    "metric": "measured",
    "param": "keyed",
    "property": "keyed",
    "created": "time",
    "updated": "time",
    "started": "time",
    "finished": "time",
    "used": "time",
    "duration": "number",
    "id": "whole",
    "external_id": "exact",
    "producers": "whole",
    "consumers": "whole",
    "inputs": "whole",
    "outputs": "whole",
    "role": "folded",
    "has": "has",
    "downstream_of": "reach",
    "upstream_of": "reach",
}

# What `has:` knows. Each is also what `FIELD:*` means for the field of that name.
HAS = (
    "producer",
    "consumer",
    "input",
    "output",
    "type",
    "role",
    "name",
    "uri",
    "workspace",
    "run",
    "owner",
    "version",
    "state",
    "description",
    "external_id",
    "label",
    "property",
    "param",
    "metric",
    "unreadable",
)

# The fields whose values can be counted.
COUNTED = frozenset({"type", "workspace", "run", "owner", "state", "version", "role"})
COUNTED_BY_KEY = frozenset({"label", "property", "param"})

COMPARED = frozenset[Form]({"whole", "number", "time", "keyed", "measured"})
WITH_KEY = frozenset[Form]({"keyed", "measured"})


class UnknownField(Struct, frozen=True):
    """Why a name is no field, as a sentence for the user."""

    name: str

    @property
    def reason(self) -> str:
        """What is wrong, the nearest name, and all there are.

        >>> UnknownField("onwer").reason[:50]
        'there is no field “onwer”; did you mean “owner”? F'
        """
        shown = cut_at(self.name, 40)
        near = get_close_matches(self.name[:40], FORMS, 1)
        hint = f"; did you mean “{near[0]}”?" if near else "."
        names = ", ".join(
            f"{name}.KEY" if form in WITH_KEY else name for name, form in FORMS.items()
        )
        keyed = (f"{name}.{shown}" for name, form in FORMS.items() if form in WITH_KEY)
        return (
            f"there is no field “{shown}”{hint} Fields: {names}. Labels, metrics, parameters and "
            f"properties are asked for by their keys: {', '.join(keyed)}. "
            "To search for the text itself, put it in quotes."
        )
