"""What the name of a type says: its short form, and what an artifact of it is about."""

import re
from functools import lru_cache
from typing import Final

from webapp.metadata import Artifact
from webapp.producers.reading import Family
from webapp.producers.sdk_names import PREFIX as SDK_PREFIX

WATCHED: Final = re.compile(r"kubeflow\.org/(?P<kind>[^/]+)/(?P<version>v\d[^/]*)")
COMPONENT: Final = re.compile(r"components\.(?P<name>.+)@sha256=[0-9a-f]+")

FAMILIES: Final[dict[str, Family]] = {
    "savedmodel": "model",
    "modelrun": "metric",
    "modelevaluation": "metric",
    "modelblessing": "report",
    "infrablessing": "report",
    "pushedmodel": "endpoint",
    "transformgraph": "config",
    "hyperparameters": "config",
    "environment": "config",
    "pod": "endpoint",
    "deployment": "endpoint",
}
# The first word that a type's name contains decides.
WORDS: Final[tuple[tuple[str, Family], ...]] = (
    ("metric", "metric"),
    ("evaluation", "metric"),
    ("statistic", "report"),
    ("anomal", "report"),
    ("schema", "report"),
    ("report", "report"),
    ("html", "report"),
    ("markdown", "report"),
    ("service", "endpoint"),
    ("endpoint", "endpoint"),
    ("config", "config"),
    ("param", "config"),
    ("model", "model"),
)


@lru_cache(maxsize=512)
def short_type(name: str) -> str:
    """The last segment of a type's name, as shown.

    >>> short_type("kubeflow.org/alpha/data_set"), short_type("system.Dataset")
    ('DataSet', 'Dataset')
    >>> short_type("tfx.components.trainer.component.Trainer"), short_type("kubeflow.org/Pod/v1")
    ('Trainer', 'Pod')
    >>> short_type("components.train@sha256=12ab"), short_type("NoType"), short_type("a.")
    ('train', 'NoType', 'a.')
    """
    if name.startswith(SDK_PREFIX):
        words = name.removeprefix(SDK_PREFIX).split("_")
        return "".join(word[:1].upper() + word[1:] for word in words) or name
    if watched := WATCHED.fullmatch(name):
        return watched["kind"]
    if component := COMPONENT.fullmatch(name):
        return component["name"]
    return re.split(r"[./]", name)[-1] or name


@lru_cache(maxsize=512)
def family(short: str) -> Family:
    """What an artifact of the type with that short name is about; data where nothing says.

    >>> family("Model"), family("SlicedClassificationMetrics"), family("ModelBlessing")
    ('model', 'metric', 'report')
    >>> family("DataSet"), family("PushedModel"), family("")
    ('data', 'endpoint', 'data')
    """
    name = short.lower()
    if name in FAMILIES:
        return FAMILIES[name]
    return next((found for word, found in WORDS if word in name), "data")


def is_of_models(type_name: str) -> bool:
    """Whether artifacts of the type with that whole name are models.

    >>> is_of_models("kubeflow.org/alpha/model"), is_of_models("tfx.ModelBlessing")
    (True, False)
    """
    return family(short_type(type_name)) == "model"


def is_model(artifact: Artifact) -> bool:
    """Whether the artifact is a model."""
    return is_of_models(artifact.type)
