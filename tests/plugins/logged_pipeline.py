"""A small pipeline in a store, with a crowd at its end."""

from ml_metadata import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.lineage.records import Key


class Logged:
    """raw > Ingest > table > Train > MNIST and metrics; MNIST > Score > ten tables.

    Each step's events are a second apart from those of the step before, the first at 1000 s.
    """

    def __init__(self, mlmd: MetadataStore) -> None:
        types = {name: self._type(mlmd, name) for name in ("Model", "DataSet", "Metrics")}
        step = mlmd.put_execution_type(mlpb.ExecutionType(name="Step"))
        names = ("raw", "table", "MNIST", "metrics", *(f"scores-{i}" for i in range(10)))
        kinds = ("DataSet", "DataSet", "Model", "Metrics", *("DataSet" for _ in range(10)))
        self.ids = dict(
            zip(
                names,
                mlmd.put_artifacts(
                    mlpb.Artifact(type_id=types[kind], name=name, state=mlpb.Artifact.LIVE)
                    for name, kind in zip(names, kinds, strict=True)
                ),
                strict=True,
            )
        )
        self.steps = mlmd.put_executions(
            mlpb.Execution(type_id=step, name=name, last_known_state=state)
            for name, state in (("Ingest", 3), ("Train", 3), ("Score", 4))
        )
        ingest, train, score = self.steps
        flow = [("raw", ingest, 3, 1000), ("table", ingest, 4, 1000), ("table", train, 3, 1001)]
        flow += [("MNIST", train, 4, 1001), ("metrics", train, 4, 1001), ("MNIST", score, 3, 1002)]
        flow += [(f"scores-{i}", score, 4, 1002) for i in range(10)]
        mlmd.put_events(
            [
                mlpb.Event(
                    artifact_id=self.ids[name],
                    execution_id=number,
                    type=kind,
                    milliseconds_since_epoch=1000 * second,
                )
                for name, number, kind, second in flow
            ]
        )

    @staticmethod
    def _type(mlmd: MetadataStore, name: str) -> int:
        return int(mlmd.put_artifact_type(mlpb.ArtifactType(name=f"kubeflow.org/alpha/{name}")))

    def key(self, name: str) -> Key:
        """The key of an artifact."""
        return Key("artifact", self.ids[name])
