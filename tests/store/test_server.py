"""MLMD's service over its own core, as the unmodified client and others meet it."""

import resource

import grpc
import pytest
from ml_metadata import errors
from ml_metadata.proto import metadata_store_pb2 as mlpb
from ml_metadata.proto import metadata_store_service_pb2 as pb
from servers import create_server

from webapp.errors import NotFoundError
from webapp.store import bundle, sqlite_file
from webapp.store.client import Store
from webapp.store.connection import CHANNEL_OPTIONS, Connection
from webapp.store.core import Core
from webapp.store.location import SqliteFile
from webapp.store.server import SERVICE


@pytest.fixture
def call(store_address):
    """Any method of the service, bytes in and bytes out."""
    channel = grpc.insecure_channel(store_address, CHANNEL_OPTIONS)
    yield lambda name, request=b"": channel.unary_unary(f"/{SERVICE.full_name}/{name}")(request)
    channel.close()


def test_the_unmodified_client_writes_and_reads(mlmd):
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name="A"))
    (artifact_id,) = mlmd.put_artifacts([mlpb.Artifact(type_id=type_id, uri="u")])
    (found,) = mlmd.get_artifacts_by_id([artifact_id])
    assert (found.uri, found.type) == ("u", "A")


def test_its_errors_are_the_clients_own(mlmd):
    with pytest.raises(errors.NotFoundError, match="nobody"):
        mlmd.get_artifact_type("nobody")
    with pytest.raises(errors.InvalidArgumentError):
        mlmd.put_artifact_type(mlpb.ArtifactType())


def test_a_long_reason_keeps_its_status(call):
    request = pb.GetArtifactTypeRequest(type_name="x" * 100_000)
    with pytest.raises(grpc.RpcError) as failure:
        call("GetArtifactType", request.SerializeToString())
    assert failure.value.code() is grpc.StatusCode.NOT_FOUND


@pytest.mark.parametrize("name", ["GetLineageGraph", "Nonsense"])
def test_an_rpc_that_the_core_has_not_is_unimplemented(call, name):
    with pytest.raises(grpc.RpcError) as failure:
        call(name)
    assert failure.value.code() is grpc.StatusCode.UNIMPLEMENTED


def test_garbage_is_an_error_and_the_next_call_is_served(call):
    with pytest.raises(grpc.RpcError) as failure:
        call("GetArtifactsByID", b"\xff\xff\xff")
    assert failure.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert call("GetArtifacts") == b""


def test_a_value_beyond_grpcs_own_limit_goes_in_and_out(mlmd, call, store_address):
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name="A"))
    uri = "u" * 10_000_000
    request = pb.PutArtifactsRequest(artifacts=[mlpb.Artifact(type_id=type_id, uri=uri)])
    call("PutArtifacts", request.SerializeToString())
    connection = Connection(f"grpc://{store_address}")
    assert Store(connection).artifact(1).uri == uri
    with pytest.raises(NotFoundError):
        Store(connection).artifact(2)
    connection.close()


def test_several_calls_in_one_are_answered_each_for_itself(mlmd, store_address):
    type_id = mlmd.put_artifact_type(mlpb.ArtifactType(name="A"))
    (made,) = mlmd.put_artifacts([mlpb.Artifact(type_id=type_id, uri="u")])
    wanted = pb.GetArtifactsByIDRequest(artifact_ids=[made]).SerializeToString()
    asked = [
        ("GetArtifactsByID", wanted),
        ("GetArtifactType", pb.GetArtifactTypeRequest(type_name="B").SerializeToString()),
        ("CreateMetadataStore", b""),
        ("GetArtifactsByID", b"\xff"),
    ]
    with grpc.insecure_channel(store_address) as channel:
        ask = channel.unary_unary(f"/{bundle.SERVICE}/{bundle.METHOD}")
        found, *others = bundle.responses(ask(bundle.encoded(asked)))
        assert pb.GetArtifactsByIDResponse.FromString(found).artifacts[0].uri == "u"
        assert others == [None, None, None]
        with pytest.raises(grpc.RpcError) as failure:
            ask(b"\xc1")
    assert failure.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_two_servers_never_share_a_port(store_address):
    config = mlpb.ConnectionConfig()
    config.fake_database.SetInParent()
    with pytest.raises(RuntimeError, match="bind"):
        create_server(config, store_address)


def test_a_full_disk_fails_its_call_and_no_other(tmp_path):
    sqlite_file.create(tmp_path / "x.db")
    core = Core(sqlite_file.connection_config(SqliteFile(tmp_path / "x.db")))
    type_request = pb.PutArtifactTypeRequest(artifact_type=mlpb.ArtifactType(name="A"))
    answer, _, _ = core.call("PutArtifactType", type_request.SerializeToString())
    type_id = pb.PutArtifactTypeResponse.FromString(answer).type_id
    large = mlpb.Artifact(type_id=type_id, uri="u" * 400_000)
    request = pb.PutArtifactsRequest(artifacts=[large]).SerializeToString()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limits[1]))
        _, reason, code = core.call("PutArtifacts", request)
        assert "disk" in reason
        assert code == grpc.StatusCode.INTERNAL.value[0]
        assert core.call("GetArtifacts", b"") == (b"", "", 0)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    _, reason, code = core.call("PutArtifacts", request)
    assert (reason, code) == ("", 0)
    core.close()
    assert core.call("GetArtifacts", b"")[2] == grpc.StatusCode.UNAVAILABLE.value[0]
