"""Curves and confusion matrices, as Kubeflow Pipelines 2 wraps them, and as anyone might."""

import json

import pytest
from hostile_values import values
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.metadata import Artifact
from webapp.producers.classification import (
    KEYS,
    MOST_CLASSES,
    MOST_POINTS,
    Matrix,
    Threshold,
    classification,
)

POINTS = [
    {"confidenceThreshold": 0.5, "recall": 0.8, "falsePositiveRate": 0.2},
    {"confidenceThreshold": 1.0, "recall": 0.0, "falsePositiveRate": 0.0},
    {"confidenceThreshold": 0.0, "recall": 1.0, "falsePositiveRate": 1.0},
]
MATRIX = {
    "annotationSpecs": [{"displayName": "cat"}, {"displayName": "dog"}],
    "rows": [{"row": [9, 1]}, {"row": [2, 8]}],
}


def of(**custom):
    return classification(Artifact(1, 1, "system.ClassificationMetrics", custom_properties=custom))


def test_a_curve_goes_by_its_false_positive_rate():
    (curve,) = of(confidenceMetrics={"list": POINTS}).curves
    assert curve.points[1] == Threshold(0.5, 0.8, 0.2)
    assert [one.false_positive_rate for one in curve.points] == [0.0, 0.2, 1.0]
    assert round(curve.area, 3) == 0.8


@pytest.mark.parametrize("more", [False, True])
@pytest.mark.parametrize("first", [POINTS[0], {"recall": "none told"}])
def test_a_curve_says_what_is_left_out_by_what_is_stored(more, first):
    found = of(confidenceMetrics=[first, *POINTS[:1] * (MOST_POINTS - 1 + more)])
    assert found.left_out is more


@pytest.mark.parametrize("more", [False, True])
def test_so_does_a_matrix(more):
    found = of(confusionMatrix={"rows": [{"row": [1]}] * (MOST_CLASSES + more)})
    assert found.left_out is more


def test_a_matrix_has_the_names_of_its_classes():
    (matrix,) = of(confusionMatrix={"struct": MATRIX}).matrices
    assert matrix == Matrix("", ("cat", "dog"), ((9.0, 1.0), (2.0, 8.0)))


def test_each_slice_has_its_own():
    slices = [
        {"slice": "left", "sliceClassificationMetrics": {"confidenceMetrics": {"list": POINTS}}},
        {"sliceClassificationMetrics": {"confusionMatrix": MATRIX}},
    ]
    found = of(evaluationSlices={"list": slices})
    assert [one.slice for one in found.curves] == ["left"]
    assert [one.slice for one in found.matrices] == ["slice 2"]


def test_a_text_of_json_reads_like_a_struct():
    assert of(confidenceMetrics=json.dumps(POINTS)).curves == of(confidenceMetrics=POINTS).curves


def test_rows_of_odd_lengths_and_classes_without_names_are_filled_up():
    (matrix,) = of(confusionMatrix={"rows": [{"row": [1]}, {"row": [2, "x", 3]}]}).matrices
    assert matrix.classes == ("0", "1", "2")
    assert matrix.rows == ((1.0, 0.0, 0.0), (2.0, 0.0, 3.0))


def test_what_has_none_has_none():
    assert of(accuracy=0.9) == of(confidenceMetrics=3, confusionMatrix="x")
    assert of(accuracy=0.9).curves == ()


def test_no_secret_is_the_name_of_a_class():
    named = MATRIX | {"annotationSpecs": [{"displayName": "token=abcdef"}]}
    (matrix,) = of(confusionMatrix=named).matrices
    assert matrix.classes[0] == "token=[masked]"


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(KEYS)), values))
def test_any_value_reads(custom):
    found = of(**custom)
    assert all(one.points for one in found.curves)
    for matrix in found.matrices:
        assert {len(row) for row in matrix.rows} == {len(matrix.rows[0])}
