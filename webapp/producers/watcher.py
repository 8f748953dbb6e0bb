"""The watcher of Kubernetes resources: a whole manifest as JSON in one property."""

from msgspec.structs import replace

from webapp.metadata import Artifact, Execution
from webapp.producers import plain, sdk_names
from webapp.producers.kinds import WATCHED
from webapp.producers.masking import masked
from webapp.producers.producer import Producer
from webapp.producers.reading import ArtifactReading
from webapp.producers.values import first_text, labels, mapping


def wrote(record: Artifact | Execution) -> bool:
    """Whether the record is a Kubernetes resource."""
    if record.type.startswith(sdk_names.PREFIX):
        return False
    is_named = record.custom_properties.get(sdk_names.WORKSPACE) == "resource_watcher"
    return is_named or bool(WATCHED.fullmatch(record.type))


def artifact(record: Artifact, reading: ArtifactReading) -> ArtifactReading:
    """The reading with what the manifest says of itself; its version is the resource's UID."""
    # Masked here, for the key of its secrets is known as a manifest's only here.
    manifest = mapping(masked("object", record.properties.get("object")))
    about = mapping(manifest.get("metadata"))
    spec, status = mapping(manifest.get("spec")), mapping(manifest.get("status"))
    told = {
        "kind": manifest.get("kind"),
        "namespace": about.get("namespace"),
        "node": spec.get("nodeName"),
        "phase": status.get("phase"),
    }
    return replace(
        reading,
        version=first_text(record.properties, "version"),
        labels=labels(about.get("labels")),
        facts=plain.facts(told, frozenset()),
    )


PRODUCER = Producer("Kubernetes watcher", wrote, artifact, plain.execution)
