"""Files of lineages, read back by the parsers of others."""

import csv
import io
import json
import uuid
from xml.etree import ElementTree as ET

import networkx as nx
import pydot
import pytest
from event_graphs import event_graphs
from hostile_lineages import HOSTILE, lineage_of_all, names, told
from hypothesis import given, settings
from msgspec.structs import replace
from openlineage.client import event_v2
from openlineage.client.generated import dataset_version_dataset
from prov.model import ProvDocument

from webapp.exports.dot import dot
from webapp.exports.graphml import graphml
from webapp.exports.lineage_csv import EVENT_COLUMNS, NODE_COLUMNS, events_csv, nodes_csv
from webapp.exports.lineage_json import lineage_json
from webapp.exports.openlineage import openlineage
from webapp.exports.prov import prov_json
from webapp.exports.remark import remark
from webapp.lineage.labels import printable
from webapp.lineage.nodes import NOT_READ
from webapp.metadata import Event

# pydot calls pyparsing by names that it is about to lose.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")


def keys(found):
    return {str(node.key) for node in found.lineage.nodes}


def ends(found):
    return sorted((str(edge.source), str(edge.target)) for edge in found.lineage.edges)


def everything(test):
    """The test on random event graphs with random names."""
    return settings(max_examples=20, deadline=None)(given(event_graphs(), names)(test))


@everything
def test_graphml_is_the_graph_to_networkx(events, name):
    found = told(lineage_of_all(events), name)
    read = nx.parse_graphml(graphml(found), force_multigraph=True)
    assert set(read) == keys(found)
    assert sorted((source, target) for source, target, _ in read.edges) == ends(found)
    for key, facts in read.nodes(data=True):
        assert f"{facts['kind']}/{facts['id']}" == key
        assert facts["name"] == printable(name)
    assert read.graph["start"] == "artifact/3"


@everything
def test_dot_is_the_graph_to_graphviz(events, name):
    found = told(lineage_of_all(events), name)
    (read,) = pydot.graph_from_dot_data(dot(found))
    unquoted = {node.get_name().strip('"') for node in read.get_nodes()}
    assert unquoted == keys(found)
    assert sorted(
        (e.get_source().strip('"'), e.get_destination().strip('"')) for e in read.get_edges()
    ) == ends(found)


def test_a_label_of_dot_says_what_the_name_says():
    (read,) = pydot.graph_from_dot_data(dot(told(lineage_of_all(), 'a "b" \\N c')))
    labels = {node.get_label() for node in read.get_nodes()}
    assert labels >= {'"a \\"b\\" \\\\N c a \\"b\\" \\\\N c"'}


@everything
def test_prov_json_is_a_document_to_prov(events, name):
    found = told(lineage_of_all(events), name)
    document = ProvDocument.deserialize(content=prov_json(found), format="json")
    kinds = {"Entity": "artifact", "Activity": "execution"}
    read = {
        str(record.identifier).removeprefix("mlmd:")
        for record in document.get_records()
        if record.is_element()
    }
    assert read == keys(found)
    relations = [record for record in document.get_records() if record.is_relation()]
    assert len(relations) == len(found.lineage.edges)
    elements = {
        str(r.identifier): type(r).__name__ for r in document.get_records() if r.is_element()
    }
    for identifier, of in elements.items():
        assert identifier.startswith(f"mlmd:{kinds[of.removeprefix('Prov')]}/")


@everything
def test_openlineage_events_are_run_events_to_its_client(events, name):
    found = told(lineage_of_all(events), name)
    read = json.loads(openlineage(found))
    executions = {key for key in keys(found) if key.startswith("execution/")}
    assert len(read) == len(executions)
    for one in read:
        version = one["schemaURL"].partition("#")[0]
        assert version == event_v2.RunEvent._get_schema().partition("#")[0]
        run_event = event_v2.RunEvent(
            eventType=event_v2.RunState[one["eventType"]],
            eventTime=one["eventTime"],
            run=event_v2.Run(**one["run"]),
            job=event_v2.Job(**one["job"]),
            producer=one["producer"],
            inputs=[event_v2.InputDataset(**data_set(item)) for item in one["inputs"]],
            outputs=[event_v2.OutputDataset(**data_set(item)) for item in one["outputs"]],
        )
        assert uuid.UUID(run_event.run.runId)
        assert run_event.job.name
    pairs = sum(len(one["inputs"]) + len(one["outputs"]) for one in read)
    ones = {
        (e.event.artifact_id, e.event.execution_id, e.event.is_input) for e in found.lineage.edges
    }
    assert pairs == len(ones)


def test_a_run_tells_what_it_only_declared_or_is_to_make():
    ends = [(1, "DECLARED_INPUT"), (2, "INPUT"), (3, "OUTPUT"), (3, "PENDING_OUTPUT")]
    ends += [(4, "PENDING_OUTPUT"), (5, "INTERNAL_OUTPUT")]
    (run,) = json.loads(openlineage(told(lineage_of_all([Event(a, 1, t) for a, t in ends]))))
    kinds = {
        one["facets"]["version"]["datasetVersion"]: one.get(f"{side}Facets", {})
        for side in ("input", "output")
        for one in run[f"{side}s"]
    }
    assert kinds["artifact/2"] == kinds["artifact/3"] == {}
    assert {key: facets["mlmd_event"]["event"] for key, facets in kinds.items() if facets} == {
        "artifact/1": "DECLARED_INPUT",
        "artifact/4": "PENDING_OUTPUT",
        "artifact/5": "INTERNAL_OUTPUT",
    }
    for one in (*run["inputs"], *run["outputs"]):
        for side, facets in (("Input", "inputFacets"), ("Output", "outputFacets")):
            if facets in one:
                facet = one[facets]["mlmd_event"]
                assert facet["_schemaURL"].endswith(f"#/$defs/{side}DatasetFacet")


def data_set(item):
    facet = dict(item["facets"]["version"])
    schema = facet.pop("_schemaURL")
    assert schema == dataset_version_dataset.DatasetVersionDatasetFacet._get_schema()
    facet.pop("_producer")
    version = dataset_version_dataset.DatasetVersionDatasetFacet(**facet)
    return {**item, "facets": {"version": version}}


def test_a_run_keeps_its_uuid_and_a_failed_one_says_so():
    found = told(lineage_of_all())
    first, second = (json.loads(openlineage(found)) for _ in range(2))
    assert first == second
    states = sorted(one["eventType"] for one in first)
    assert states == ["COMPLETE", "COMPLETE", "FAIL"]


@everything
def test_csv_has_a_row_for_each_and_no_formula(events, name):
    found = told(lineage_of_all(events), name)
    rows = list(csv.reader(io.StringIO(nodes_csv(found), newline="")))
    assert rows[0] == list(NODE_COLUMNS)
    assert {row[0] for row in rows[1:]} == keys(found)
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    rows = list(csv.reader(io.StringIO(events_csv(found), newline="")))
    assert rows[0] == list(EVENT_COLUMNS)
    assert sorted((row[0], row[1]) for row in rows[1:]) == ends(found)


@everything
def test_json_has_the_same_nodes_and_edges(events, name):
    found = told(lineage_of_all(events), name)
    read = json.loads(lineage_json(found))
    assert {node["key"] for node in read["nodes"]} == keys(found)
    assert sorted((edge["from"], edge["to"]) for edge in read["edges"]) == ends(found)


@pytest.mark.parametrize("write", [dot, graphml, prov_json, openlineage, nodes_csv, lineage_json])
def test_the_same_lineage_gives_the_same_bytes(write):
    assert write(told(lineage_of_all())) == write(told(lineage_of_all()))


def test_graphml_is_xml_whatever_a_name_holds():
    assert ET.fromstring(graphml(told(lineage_of_all(), HOSTILE))) is not None  # noqa: S314


@pytest.fixture
def part():
    """A lineage that a limit ended."""
    found = told(lineage_of_all())
    return replace(found, lineage=replace(found.lineage, stopped="limit"))


def test_a_part_says_so_to_networkx(part):
    told_of = nx.parse_graphml(graphml(part), force_multigraph=True).graph
    assert (told_of["start"], told_of["complete"]) == ("artifact/3", False)
    assert told_of["remark"] == "Not complete: there are more nodes than the limit."


def test_a_part_says_so_in_a_comment_of_dot(part):
    text = dot(part)
    assert text.startswith("// Not complete: there are more nodes than the limit.\n")
    (read,) = pydot.graph_from_dot_data(text)
    assert len(read.get_nodes()) == len(part.nodes)


def test_a_part_says_so_of_its_start_to_prov(part):
    document = ProvDocument.deserialize(content=prov_json(part), format="json")
    said = {
        str(record.identifier): str(value)
        for record in document.get_records()
        for name, value in record.attributes
        if str(name) == "mlmd:remark"
    }
    assert said == {"mlmd:artifact/3": remark(part)}


def test_a_part_says_so_in_a_facet_of_each_run(part):
    for one in json.loads(openlineage(part)):
        facet = dict(one["run"]["facets"]["mlmd_lineage"])
        assert facet.pop("_schemaURL").endswith("#/$defs/RunFacet")
        assert facet.pop("_producer")
        assert facet == {"complete": False, "remark": remark(part)}


@pytest.mark.parametrize("write", [dot, graphml, prov_json, openlineage])
def test_a_whole_says_nothing(write):
    assert "omplete:" not in write(told(lineage_of_all()))
    assert "remark" not in write(told(lineage_of_all()))


def test_what_was_not_read_in_time_is_remarked():
    found = told(lineage_of_all())
    key = found.lineage.nodes[-1].key
    nodes = {**found.nodes, key: replace(found.nodes[key], missing=NOT_READ)}
    assert remark(replace(found, nodes=nodes)) == "Not complete: records not read in time: 1."
