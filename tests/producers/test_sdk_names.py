"""What is read is what the SDK writes."""

from kubeflow.metadata import types
from webapp.producers import sdk_names


def test_the_names_are_those_of_the_sdk():
    names = {name: value for name, value in vars(sdk_names).items() if name.isupper()}
    assert {name: getattr(types, name) for name in names if name != "PREFIX"} | {
        "PREFIX": types.MODEL.removesuffix("model")
    } == names
