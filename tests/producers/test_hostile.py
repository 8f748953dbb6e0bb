"""Whatever a store holds, reading it never fails and gives text that a page can be encoded with."""

import json
from datetime import UTC, datetime

from hostile_values import texts, values
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from webapp.exports.json import content
from webapp.metadata import Artifact, Context, Event, Execution
from webapp.producers import masked_properties, read_artifact, read_context, read_execution

KEYS = (
    *("name", "display_name", "version", "labels", "owner", "description", "state", "status"),
    *("__ALL_META__", "__kf_workspace__", "__kf_run__", "object", "values", "model_id", "metrics"),
    *("inputs", "outputs", "cached_execution_id", "parameters", "argo_artifact", "input:x"),
    *("kfp_pod_name", "tfx_version", "component_id", "Commit", "Pipeline_Type", "password", "env"),
)
TYPES = (
    *("kubeflow.org/alpha/model", "kubeflow.org/alpha/", "kubeflow.org/Pod/v1", "system.Metrics"),
    *("components.x@sha256=1a", "tfx.components.x.Y", "Metrics", "", ".", "/", "pipeline", "node"),
)
properties = st.dictionaries(st.one_of(st.sampled_from(KEYS), texts), values, max_size=6)
moments = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))
shared = {
    "id": st.just(1),
    "type_id": st.just(1),
    "type": st.one_of(st.sampled_from(TYPES), texts),
    "name": texts,
    "created": moments,
    "updated": moments,
    "properties": properties,
    "custom_properties": properties,
}
artifacts = st.builds(Artifact, uri=texts, state=st.sampled_from(("", "LIVE")), **shared)
executions = st.builds(Execution, state=st.sampled_from(("", "FAILED", "COMPLETE")), **shared)
contexts = st.builds(Context, **shared)
paths = st.lists(st.one_of(texts, st.integers()), max_size=2).map(tuple)
events = st.builds(
    Event,
    st.just(1),
    st.just(1),
    st.sampled_from(("OUTPUT", "UNKNOWN", "DECLARED_INPUT")),
    paths,
    st.one_of(st.none(), st.just(datetime(2026, 1, 1, tzinfo=UTC))),
)


def encodes(reading):
    json.dumps(content(asdict(reading)), ensure_ascii=False, allow_nan=False).encode("utf-8")


@settings(max_examples=40, deadline=None)
@given(artifacts, st.lists(events, max_size=2), st.lists(contexts, max_size=2))
def test_any_artifact_reads(artifact, events, contexts):
    reading = read_artifact(artifact, events, contexts)
    assert reading.name.strip()
    encodes(reading)


@settings(max_examples=40, deadline=None)
@given(executions, st.lists(events, max_size=2), st.lists(contexts, max_size=2))
def test_any_execution_reads(execution, events, contexts):
    reading = read_execution(execution, contexts, events)
    assert reading.name.strip()
    encodes(reading)


@settings(max_examples=30, deadline=None)
@given(contexts)
def test_any_context_reads(context):
    reading = read_context(context)
    assert reading.name.strip()
    encodes(reading)


@settings(max_examples=30, deadline=None)
@given(properties)
def test_any_properties_are_masked_under_their_names(stored):
    assert masked_properties(stored).keys() == stored.keys()
