"""What artifacts ask for and what they store."""

import json

import numpy as np
import pytest

from kubeflow.metadata import metadata, types

KINDS = (metadata.DataSet, metadata.Model, metadata.Metrics)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"name": "x", "uri": None}, "'uri'"),
        ({"name": "x"}, "'uri'"),
        ({"name": "x", "uri": 3}, "'uri'"),
        ({"uri": "u"}, "'name'"),
        ({"uri": "u", "name": b"x"}, "'name'"),
    ],
)
def test_name_and_uri_are_required_strings(kind, arguments, named):
    with pytest.raises(ValueError, match=named):
        kind(**arguments)


def test_empty_attributes_are_no_properties_but_are_in_the_whole():
    stored = metadata.Model(name="MNIST", uri="u", version="v1", framework="own").serialization()
    assert set(stored.properties) == {"name", "version", "create_time", types.ALL_META}
    whole = json.loads(stored.properties[types.ALL_META].string_value)
    assert whole["description"] is None
    assert whole["id"] is None
    assert whole["workspace"] is None
    assert whole["kwargs"] == {"framework": "own"}
    assert whole["create_time"] == stored.properties["create_time"].string_value


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_belongs_to_the_type(kind):
    every = {name: f"a {name}" for name in kind.PROPERTIES if name != "create_time"}
    stored = kind(uri="u", **every).serialization()
    assert set(stored.properties) == {*kind.PROPERTIES, types.ALL_META}


def test_a_property_that_is_no_string_is_refused():
    with pytest.raises(ValueError, match="'version'"):
        metadata.Model(name="x", uri="u", version=3).serialization()


def test_numpy_values_are_stored_as_numbers():
    values = {"auc": np.float32(0.5), "counts": np.array([1, 2])}
    stored = metadata.Metrics(name="x", uri="u", values=values).serialization()
    whole = json.loads(stored.properties[types.ALL_META].string_value)
    assert whole["values"] == {"auc": 0.5, "counts": [1, 2]}


def test_what_json_cannot_hold_is_refused():
    with pytest.raises(TypeError, match="object"):
        metadata.Model(name="x", uri="u", labels={"a": object()}).serialization()


def test_a_description_of_every_attribute():
    shown = repr(metadata.DataSet(name="x", uri="u", query="SELECT 1"))
    assert "DataSet(" in shown
    assert "query='SELECT 1'" in shown


@pytest.mark.parametrize("kind", [metadata.DataSet, metadata.Model])
def test_version_tells_two_of_a_name_apart(kind):
    one, same, other = (kind(name="x", uri="u", version=v).serialization() for v in "112")
    assert kind.is_duplicated(one, same)
    assert not kind.is_duplicated(one, other)


def test_metrics_are_never_the_same():
    one = metadata.Metrics(name="x", uri="u").serialization()
    assert not metadata.Metrics.is_duplicated(one, one)
