"""Steps written into a store: each in one call, whole or not at all, and only once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from ml_metadata import errors
from ml_metadata.proto import metadata_store_pb2 as mlpb
from msgspec import Struct

from kubeflow.metadata import metadata

State = mlpb.Execution.State
N = TypeVar("N", mlpb.Artifact, mlpb.Execution)


class Draft(Struct, frozen=True):
    """An artifact to log. `key` finds it again; `role` is what a step calls it, "" for nothing."""

    key: str
    artifact: mlpb.Artifact
    role: str = ""


class Step(Struct, frozen=True):
    """An execution with its place in the contexts, what it reads and what it makes."""

    key: str
    execution: mlpb.Execution
    contexts: tuple[mlpb.Context, ...]
    started: datetime
    ended: datetime
    reads: tuple[Draft, ...] = ()
    makes: tuple[Draft, ...] = ()
    made: mlpb.Event.Type = mlpb.Event.OUTPUT


class Book(Struct):
    """What is logged into one store. Everything in it has an external id made from its key."""

    store: metadata.Store
    now: datetime
    random: Random
    executions: int = 0
    artifacts: int = 0
    _ids: dict[str, int] = {}

    def enter(self, step: Step) -> None:
        """Log what the store lacks of `step`: usually all of it or nothing."""
        execution = self._stored(mlpb.Execution, [step.key]).get(step.key)
        self._ids |= self._stored(mlpb.Artifact, [draft.key for draft in _drafts(step)])
        fresh = [draft for draft in _drafts(step) if draft.key not in self._ids]
        if execution is not None and not fresh:
            return
        executions = [] if execution is not None else [_keyed(step.execution, step.key)]
        _, ids, _ = self.store.store.put_lineage_subgraph(
            executions,
            [_keyed(draft.artifact, draft.key) for draft in fresh],
            step.contexts,
            list(self._edges(step, execution, [draft.key for draft in fresh])),
            reuse_context_if_already_exist=True,
        )
        self._ids |= dict(zip((draft.key for draft in fresh), ids, strict=True))
        self.executions += len(executions)
        self.artifacts += len(fresh)

    def id(self, draft: Draft) -> int:
        """The id of an artifact that a step entered."""
        return self._ids[draft.key]

    def days_ago(self, days: float) -> datetime:
        """The moment that many days before the sample is logged."""
        return self.now - timedelta(days=days)

    def suffix(self) -> str:
        """Thirty-two hexadecimal digits, as of a UUID."""
        return f"{self.random.getrandbits(128):032x}"

    def _edges(
        self, step: Step, execution: int | None, fresh: Sequence[str]
    ) -> Iterable[tuple[int | None, int | None, mlpb.Event]]:
        flows = [(draft, mlpb.Event.INPUT, step.started) for draft in step.reads]
        flows += [(draft, step.made, step.ended) for draft in step.makes]
        for draft, kind, moment in flows:
            event = mlpb.Event(type=kind, milliseconds_since_epoch=_milliseconds(moment))
            if draft.role:
                event.path.steps.add(key=draft.role)
                event.path.steps.add(index=0)
            if execution is not None:
                event.execution_id = execution
            new_execution = 0 if execution is None else None
            if draft.key in fresh:
                yield new_execution, fresh.index(draft.key), event
            elif execution is None:
                event.artifact_id = self._ids[draft.key]
                yield new_execution, None, event

    def _stored(self, kind: type[N], keys: Iterable[str]) -> dict[str, int]:
        client = self.store.store
        read = {
            mlpb.Artifact: client.get_artifacts_by_external_ids,
            mlpb.Execution: client.get_executions_by_external_ids,
        }[kind]
        wanted = {_external_id(key): key for key in keys if key not in self._ids}
        try:
            found = read(list(wanted)) if wanted else []
        except errors.NotFoundError:
            return {}
        return {wanted[one.external_id]: one.id for one in found}


def text(values: Mapping[str, str]) -> dict[str, mlpb.Value]:
    """The strings that are not empty, as MLMD's values."""
    return {name: mlpb.Value(string_value=value) for name, value in values.items() if value}


def _drafts(step: Step) -> tuple[Draft, ...]:
    return step.reads + step.makes


def _external_id(key: str) -> str:
    return f"sample:{key}"


def _keyed(message: N, key: str) -> N:
    keyed = type(message)()
    keyed.CopyFrom(message)
    keyed.external_id = _external_id(key)
    return keyed


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
