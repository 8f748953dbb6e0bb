"""Reading a record never fails, whatever a store holds."""

import math
from datetime import UTC, datetime

import pytest
from google.protobuf import any_pb2, struct_pb2
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.store import messages


def test_every_kind_of_value_reads_as_plain_python():
    struct = struct_pb2.Struct()
    struct.update({"a": [1, 2.5, None, True], "b": {"c": "d"}})
    stored = {
        "int": mlpb.Value(int_value=3),
        "double": mlpb.Value(double_value=0.5),
        "string": mlpb.Value(string_value="x"),
        "bool": mlpb.Value(bool_value=True),
        "struct": mlpb.Value(struct_value=struct),
        "proto": mlpb.Value(proto_value=any_pb2.Any(type_url="t/x", value=b"\x00")),
        "nothing": mlpb.Value(),
    }
    assert messages.properties(stored) == {
        "bool": True,
        "double": 0.5,
        "int": 3,
        "nothing": None,
        "proto": {"@type": "t/x", "value": "AA=="},
        "string": "x",
        "struct": {"a": [1, 2.5, None, True], "b": {"c": "d"}},
    }


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_struct_may_hold_what_json_cannot(number):
    value = struct_pb2.Value(number_value=number)
    assert str(messages.json_value(value)) == str(number)


def test_text_that_is_not_utf8_shows_its_odd_bytes_as_such():
    message = mlpb.Artifact.FromString(
        mlpb.Artifact(name="name").SerializeToString().replace(b"name", b"\xff\xfe\xfd\xfc")
    )
    assert messages.artifact(message).name == "\ufffd" * 4


@pytest.mark.parametrize("time", [2**63 - 1, -(2**62), 2**53])
def test_a_time_outside_the_calendar_is_none(time):
    assert messages.artifact(mlpb.Artifact(create_time_since_epoch=time)).created is None


def test_times_survive_the_way_back():
    time = datetime(2026, 11, 23, 5, 12, 40, 123000, tzinfo=UTC)
    assert messages.moment(messages.milliseconds(time)) == time
    assert messages.milliseconds(None) == 0


def test_a_state_that_is_not_stored_is_empty_and_not_unknown():
    assert messages.artifact(mlpb.Artifact()).state == ""
    assert messages.artifact(mlpb.Artifact(state=mlpb.Artifact.UNKNOWN)).state == "UNKNOWN"
    assert messages.execution(mlpb.Execution(last_known_state=mlpb.Execution.CACHED)).state == (
        "CACHED"
    )


def test_an_event_keeps_its_path_and_type():
    path = mlpb.Event.Path(
        steps=[mlpb.Event.Path.Step(key="examples"), mlpb.Event.Path.Step(index=0)]
    )
    event = messages.event(mlpb.Event(type=mlpb.Event.INTERNAL_OUTPUT, path=path))
    assert event.path == ("examples", 0)
    assert event.role == "examples"
    assert event.is_output
    assert not event.is_input
