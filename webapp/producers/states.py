"""States: MLMD's own words, and the words that producers keep in properties instead."""

from typing import Final

from webapp.metadata import Artifact, Execution
from webapp.producers.values import first_text

ARTIFACT_WORDS: Final = {
    "published": "LIVE",
    "live": "LIVE",
    "pending": "PENDING",
    "missing": "PENDING",
    "deleting": "MARKED_FOR_DELETION",
    "marked_for_deletion": "MARKED_FOR_DELETION",
    "deleted": "DELETED",
    "abandoned": "ABANDONED",
    "reference": "REFERENCE",
}
EXECUTION_WORDS: Final = {
    "new": "NEW",
    "queued": "NEW",
    "pending": "NEW",
    "allocating": "NEW",
    "running": "RUNNING",
    "complete": "COMPLETE",
    "completed": "COMPLETE",
    "finished": "COMPLETE",
    "succeeded": "COMPLETE",
    "success": "COMPLETE",
    "cached": "CACHED",
    "failed": "FAILED",
    "error": "FAILED",
    "canceled": "CANCELED",
    "cancelled": "CANCELED",
    "skipped": "CANCELED",
}
FINAL: Final = frozenset({"COMPLETE", "CACHED", "FAILED", "CANCELED"})
NOT_SAID: Final = frozenset({"", "UNKNOWN"})


def artifact_state(artifact: Artifact) -> str:
    """MLMD's word for the artifact's state, LIVE where none is recorded."""
    return _state(artifact, ARTIFACT_WORDS) or artifact.state or "LIVE"


def execution_state(execution: Execution) -> str:
    """MLMD's word for the execution's state, UNKNOWN where none is recorded."""
    return _state(execution, EXECUTION_WORDS) or "UNKNOWN"


def shown_state(type_name: str, state: str) -> str:
    """The state as its producer means it: Kubeflow Pipelines 2 cancels what was never triggered.

    >>> shown_state("system.ContainerExecution", "CANCELED"), shown_state("Trainer", "CANCELED")
    ('NOT_TRIGGERED', 'CANCELED')
    """
    is_pipelines = type_name.startswith("system.")
    return "NOT_TRIGGERED" if state == "CANCELED" and is_pipelines else state


def _state(record: Artifact | Execution, words: dict[str, str]) -> str:
    if record.state not in NOT_SAID:
        return record.state
    for name in ("state", "status"):
        for properties in (record.properties, record.custom_properties):
            if name in properties and (word := first_text(properties, name).lower()) in words:
                return words[word]
    return ""
