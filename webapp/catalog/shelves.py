"""The indexes of a catalog, one for each kind of record.

A list is always of one kind: so nothing of the others has to be left out of its counts, and columns
that every record of a kind has are the quick ones. Facets take a fifth of the time (measured).

FOLDER/artifact/ …   an index for each kind
FOLDER/state.json    what was committed with them, written last
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import tantivy

from webapp.catalog.schema import SCHEMA
from webapp.metadata import Kind

KINDS: Final[tuple[Kind, ...]] = ("artifact", "execution", "context")
STATE: Final = "state.json"

Indexes = Mapping[Kind, tantivy.Index]


def create(folder: Path) -> Indexes:
    """The indexes in `folder`, empty ones where none are."""
    found = {}
    for kind in KINDS:
        (folder / kind).mkdir(exist_ok=True)
        found[kind] = tantivy.Index(SCHEMA, path=str(folder / kind), reuse=True)
    return found


def reopen(folder: Path) -> Indexes:
    """The indexes in `folder`, to be read: they change only when they are told to reload."""
    found = {kind: tantivy.Index.open(str(folder / kind)) for kind in KINDS}
    for index in found.values():
        index.config_reader("manual")
    return found


def state_of(folder: Path) -> Mapping[str, Any]:
    """The state that was committed last, empty when there is none."""
    try:
        state: Mapping[str, Any] = json.loads((folder / STATE).read_bytes())
    except FileNotFoundError:
        return {}
    return state


def set_state(folder: Path, state: Mapping[str, Any]) -> None:
    """Nothing; `state` (any JSON) is the one that was committed last, whatever happens next."""
    beside = folder / f"{STATE}.{os.getpid()}"
    with beside.open("w", encoding="utf-8") as file:
        json.dump(dict(state), file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / STATE)
