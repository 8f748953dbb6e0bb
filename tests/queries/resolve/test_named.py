"""The artifact behind a link by name."""

import pytest
from ml_metadata.proto import metadata_store_pb2 as mlpb
from stored_rows import DATA_SET, MODEL, Rows

from webapp.queries.resolve.named import Name, artifacts_named


@pytest.fixture
def story(mlmd):
    rows = Rows(mlmd)
    workspace = rows.workspace("fraud")
    rows.artifact("rank", version="v1", __kf_workspace__="fraud")
    rows.artifact("rank", version="v2", __kf_workspace__="fraud")
    rows.artifact("rank", version="v2", __kf_workspace__="other")
    rows.artifact("rank", DATA_SET, version="v2", __kf_workspace__="fraud")
    mlmd.put_attributions_and_associations(
        [mlpb.Attribution(artifact_id=one, context_id=workspace) for one in (1, 2, 4)], []
    )
    return rows


@pytest.fixture(params=["store", "catalog"])
def found(request, story, sources, indexed):
    asked = indexed() if request.param == "catalog" else sources

    def ids(*name, **named):
        return sorted(one.id for one in artifacts_named(asked, Name(*name, **named)))

    return ids


def test_a_whole_name_means_one_artifact(found):
    assert found("rank", "v1", "fraud", "model") == [1]
    assert found("rank", "v2", "fraud", MODEL) == [2]
    assert found("rank", "v2", "fraud", "data_set") == [4]


def test_the_newest_version_is_meant_where_none_is_named(found):
    assert found("rank", workspace="fraud", type="model") == [2]
    assert found("rank", "latest", "fraud", "model") == [2]
    assert found("rank", "latest", "other") == [3]


def test_what_is_left_open_may_mean_several(found):
    assert found("rank", "v2") == [2, 3, 4]
    assert found("rank", "v2", type="model") == [2, 3]


def test_names_are_taken_as_they_are_written(found):
    assert found("Rank", "v1") == []
    assert found("rank", "v3") == []
    assert found("rank", "v1", "elsewhere") == []
    assert found("", "v1") == []
