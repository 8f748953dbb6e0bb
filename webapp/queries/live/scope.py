"""What a query means in this store, as far as the store itself can tell: types and contexts."""

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from webapp.catalog.query.editing import chosen
from webapp.catalog.query.tree import Field, Node, Query
from webapp.metadata import Context, Kind, Type
from webapp.producers import short_type
from webapp.producers.lookup import ROLES
from webapp.store.client import Store
from webapp.store.contexts import context_named

# Types of the contexts that read as a workspace.
WORKSPACE_TYPES: Final = tuple(name for name, role in ROLES.items() if role == "workspace")
ANSWERED: Final = (Field("type"), Field("workspace"))


class Scope(Struct, frozen=True):
    """`types` and `contexts` are what the rows must be of; None where any will do.

    Of workspaces themselves `contexts` are the rows, those of `types` among them.
    """

    kind: Kind
    all_types: tuple[Type, ...]
    types: tuple[Type, ...] | None = None
    contexts: tuple[Context, ...] | None = None

    @property
    def type_ids(self) -> frozenset[int] | None:
        """The ids of `types`."""
        return None if self.types is None else frozenset(one.id for one in self.types)

    @property
    def is_empty(self) -> bool:
        """Whether a condition names what the store does not have."""
        return self.types == () or self.contexts == ()


def type_words(type_name: str) -> frozenset[str]:
    """What `type:` may say for a type, in lower case: its name, the last segment, the short form.

    >>> sorted(type_words("kubeflow.org/alpha/data_set"))
    ['data_set', 'dataset', 'kubeflow.org/alpha/data_set']
    """
    last_segment = re.split(r"[/.]", type_name)[-1]
    return frozenset(one.casefold() for one in (type_name, last_segment, short_type(type_name)))


def matching(types: Iterable[Type], value: str) -> tuple[Type, ...]:
    """The types that `value` names, in any case."""
    return tuple(one for one in types if value.casefold() in type_words(one.name))


def waiting(query: Query) -> tuple[Node, ...]:
    """The clauses that the store cannot answer: all but one choice of types, one of workspaces.

    >>> from webapp.catalog.query.parser import parse
    >>> [type(node).__name__ for node in waiting(parse("type:a -type:b (type:c OR owner:d) e"))]
    ['Not', 'Or', 'Words']
    """
    answered: set[Field] = set()
    found: list[Node] = []
    for clause in query.clauses:
        alone = Query((clause,))
        field = next(
            (one for one in ANSWERED if all(chosen(alone, one)) and chosen(alone, one)), None
        )
        if field is None or field in answered:
            found.append(clause)
        else:
            answered.add(field)
    return tuple(found)


def scope_of(store: Store, kind: Kind, query: Query) -> Scope:
    """What `query` means for rows of `kind`; of contexts, those that read as a workspace."""
    types = workspace_types(store) if kind == "context" else None
    all_types = store.types(kind) if types is None else types
    wanted_types, wanted_workspaces = (chosen(query, field) for field in ANSWERED)
    if wanted_types:
        found = {one.id for value in wanted_types for one in matching(all_types, value)}
        types = tuple(one for one in all_types if one.id in found)
    contexts = None
    if wanted_workspaces:
        # One that cannot be read is an error here: its list would look empty.
        found_by_name = (
            store.context_by_name(type_name, name)
            for name in wanted_workspaces
            for type_name in WORKSPACE_TYPES
        )
        contexts = tuple(one for one in found_by_name if one is not None)
    return Scope(kind, all_types, types, contexts)


def workspace_types(store: Store) -> tuple[Type, ...]:
    """The context types that read as a workspace."""
    return tuple(one for one in store.types("context") if one.name in WORKSPACE_TYPES)


def workspaces_named(store: Store, name: str) -> tuple[Context, ...]:
    """The contexts of that name that read as a workspace, but for those that cannot be read."""
    found = (context_named(store, type_name, name) for type_name in WORKSPACE_TYPES)
    return tuple(one for one in found if one is not None)
