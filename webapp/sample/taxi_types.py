"""The components of a TFX pipeline: their MLMD types, what flows between them, how long they take.

Names as TFX 1.16 stores them.
"""

from collections.abc import Mapping
from typing import Final

from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from msgspec import Struct

SPLIT: Final = {"span": mlpb.INT, "split_names": mlpb.STRING}

ARTIFACTS: Final[Mapping[str, Mapping[str, mlpb.PropertyType]]] = {
    "Examples": SPLIT | {"version": mlpb.INT},
    "ExampleStatistics": SPLIT,
    "Schema": {},
    "ExampleAnomalies": SPLIT,
    "TransformGraph": {},
    "Model": {},
    "ModelRun": {},
    "ModelEvaluation": {},
    "ModelBlessing": {},
    "PushedModel": {},
}


class Component(Struct, frozen=True):
    """A step of the pipeline. `reads` names for each role the component and output it is from."""

    name: str
    type: str
    reads: Mapping[str, tuple[str, str]]
    makes: Mapping[str, str]
    minutes: float
    parameters: Mapping[str, object] = {}


EXAMPLES: Final = ("CsvExampleGen", "examples")
STATISTICS: Final = ("StatisticsGen", "statistics")
SCHEMA: Final = ("SchemaGen", "schema")
TRANSFORMED: Final = ("Transform", "transformed_examples")
GRAPH: Final = ("Transform", "transform_graph")
MODEL: Final = ("Trainer", "model")
BLESSING: Final = ("Evaluator", "blessing")

COMPONENTS: Final = (
    Component(
        "CsvExampleGen",
        "tfx.components.example_gen.csv_example_gen.component.CsvExampleGen",
        {},
        {"examples": "Examples"},
        7,
        {"input_base": "gs://taxi-tfx/data", "output_file_format": 5},
    ),
    Component(
        "StatisticsGen",
        "tfx.components.statistics_gen.component.StatisticsGen",
        {"examples": EXAMPLES},
        {"statistics": "ExampleStatistics"},
        4,
    ),
    Component(
        "SchemaGen",
        "tfx.components.schema_gen.component.SchemaGen",
        {"statistics": STATISTICS},
        {"schema": "Schema"},
        1,
        {"infer_feature_shape": 1},
    ),
    Component(
        "ExampleValidator",
        "tfx.components.example_validator.component.ExampleValidator",
        {"statistics": STATISTICS, "schema": SCHEMA},
        {"anomalies": "ExampleAnomalies"},
        3,
    ),
    Component(
        "Transform",
        "tfx.components.transform.component.Transform",
        {"examples": EXAMPLES, "schema": SCHEMA},
        {"transform_graph": "TransformGraph", "transformed_examples": "Examples"},
        46,
        {"module_file": "gs://taxi-tfx/code/transform.py", "disable_statistics": 0},
    ),
    Component(
        "Trainer",
        "tfx.components.trainer.component.Trainer",
        {"examples": TRANSFORMED, "transform_graph": GRAPH, "schema": SCHEMA},
        {"model": "Model", "model_run": "ModelRun"},
        18,
        {
            "module_file": "gs://taxi-tfx/code/trainer@a41f0c2.py",
            "train_args": '{"num_steps": 10000}',
            "eval_args": '{"num_steps": 5000}',
            "custom_config": '{"batch_size": 256, "learning_rate": 0.001}',
        },
    ),
    Component(
        "Evaluator",
        "tfx.components.evaluator.component.Evaluator",
        {"examples": EXAMPLES, "model": MODEL},
        {"evaluation": "ModelEvaluation", "blessing": "ModelBlessing"},
        6,
        {"eval_config": '{"metrics": ["binary_accuracy", "auc"], "threshold": 0.89}'},
    ),
    Component(
        "Pusher",
        "tfx.components.pusher.component.Pusher",
        {"model": MODEL, "model_blessing": BLESSING},
        {"pushed_model": "PushedModel"},
        1,
        {"push_destination": '{"filesystem": {"base_directory": "gs://taxi-tfx/serving"}}'},
    ),
)


class TypeIds(Struct, frozen=True):
    """The ids of TFX's types in a store, by name."""

    artifacts: Mapping[str, int]
    executions: Mapping[str, int]
    contexts: Mapping[str, int]


def register(client: MetadataStore) -> TypeIds:
    """The ids of the types, which are registered where the store lacks them."""
    keep = {"can_add_fields": True, "can_omit_fields": True}
    return TypeIds(
        {
            name: client.put_artifact_type(
                mlpb.ArtifactType(name=name, properties=properties), **keep
            )
            for name, properties in ARTIFACTS.items()
        },
        {
            one.name: client.put_execution_type(mlpb.ExecutionType(name=one.type), **keep)
            for one in COMPONENTS
        },
        {
            name: client.put_context_type(mlpb.ContextType(name=name), **keep)
            for name in ("pipeline", "pipeline_run", "node")
        },
    )
