"""What the catalog is told of one record of the store."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from webapp.metadata import Kind, Properties


class Document(Struct, frozen=True):
    """One artifact, execution or context as it is found, filtered, counted and shown.

    Secrets are masked before they get in here. `type` is the whole name of the type, `short_type`
    its last segment as shown; `role` says what a context groups. The first of `workspaces` and
    `runs` is shown, each is found. `metric_sources` names the artifacts that metrics came from
    where it was not this one. `used` is the time of the last event that reads the artifact.
    `producers` and `consumers` count an artifact's executions, `inputs` and `outputs` an
    execution's artifacts: None where it makes no sense or is not known. `contexts` are the ids of
    those that are known to hold it, `speaks_of` those of the artifacts that its metrics name.
    `upstream` and `downstream` are the newest ids one event away: an artifact's executions, an
    execution's artifacts.
    `unreadable` marks a record that the store cannot give.
    """

    kind: Kind
    id: int
    type: str = ""
    short_type: str = ""
    family: str = ""
    role: str = ""
    name: str = ""
    version: str = ""
    workspaces: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    owner: str = ""
    state: str = ""
    uri: str = ""
    description: str = ""
    failure: str = ""
    external_id: str = ""
    created: datetime | None = None
    updated: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
    used: datetime | None = None
    producers: int | None = None
    consumers: int | None = None
    inputs: int | None = None
    outputs: int | None = None
    labels: Mapping[str, str] = {}
    metrics: Mapping[str, float] = {}
    metric_sources: Mapping[str, int] = {}
    parameters: Properties = {}
    properties: Properties = {}
    custom_properties: Properties = {}
    contexts: tuple[int, ...] = ()
    speaks_of: tuple[int, ...] = ()
    upstream: tuple[int, ...] = ()
    downstream: tuple[int, ...] = ()
    unreadable: bool = False


def last_segment(type_name: str) -> str:
    """What stands behind the last slash or dot of a type's name.

    >>> last_segment("kubeflow.org/alpha/model"), last_segment("system.Model")
    ('model', 'Model')
    """
    return type_name.replace(".", "/").rpartition("/")[2]
