"""The registration of the SDK's types."""

from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from kubeflow.metadata import metadata, types


def test_registering_twice_changes_nothing(store: metadata.Store):
    store.store.put_types(types.registration())
    first = store.store.get_artifact_types()
    store.store.put_types(types.registration())
    assert store.store.get_artifact_types() == first
    assert {one.name for one in first} >= set(types.ARTIFACT_PROPERTIES)


def test_a_stored_type_keeps_its_own_fields_and_gets_what_it_lacks(
    store: metadata.Store, mlmd: MetadataStore
):
    stored = mlpb.ArtifactType(name=types.MODEL, properties={"name": mlpb.STRING, "mine": mlpb.INT})
    mlmd.put_artifact_type(stored)
    store.store.put_types(types.registration())
    fields = set(mlmd.get_artifact_type(types.MODEL).properties)
    assert fields == {*metadata.Model.PROPERTIES, types.ALL_META, "mine"}


def test_the_sdk_registers_in_a_store_that_lacks_them(store: metadata.Store, mlmd: MetadataStore):
    workspace = metadata.Workspace(store=store, name="w")
    metadata.Execution(name="e", workspace=workspace)
    assert mlmd.get_execution_type(types.EXECUTION).properties["name"] == mlpb.STRING
    assert mlmd.get_context_type(types.WORKSPACE_CONTEXT).properties["labels"] == mlpb.STRING
