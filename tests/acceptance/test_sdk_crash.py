"""A store that is killed while it is written to: nothing half, nothing twice, nothing lost."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Event, Thread

from ml_metadata import errors
from ml_metadata.metadata_store.metadata_store import MetadataStore
from ml_metadata.proto import metadata_store_pb2 as mlpb
from serving import free_port

from kubeflow.metadata import metadata

ROOT = Path(__file__).parents[2]
KILLS = 5

SERVER = """
import sys
from ml_metadata.proto import metadata_store_pb2 as mlpb
from webapp.store.core import Core
from webapp.store.server import bind

config = mlpb.ConnectionConfig()
config.sqlite.filename_uri = sys.argv[1]
config.sqlite.connection_mode = mlpb.SqliteMetadataSourceConfig.READWRITE_OPENCREATE
server, _ = bind(Core(config), sys.argv[2])
server.start()
print("serving", flush=True)
server.wait_for_termination()
"""


@contextmanager
def killed(database: Path, port: int) -> Iterator[None]:
    """A store process on that port, killed at the end without a word."""
    command = [sys.executable, "-c", SERVER, str(database), f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.kill()


class Writer(Thread):
    """A step that logs models one after the other, whatever happens to the store."""

    def __init__(self, execution: metadata.Execution) -> None:
        super().__init__()
        self.execution = execution
        self.logged: dict[str, int | None] = {}
        self.wrote = Event()
        self.enough = Event()

    def run(self) -> None:
        """Log until it is enough; a model that could not be logged is tried again."""
        for number in count():
            if self.enough.is_set():
                return
            version = f"v{number}"
            while version not in self.logged and not self.enough.is_set():
                model = metadata.Model(name="MNIST", uri="gs://mnist", version=version)
                try:
                    self.logged[version] = self.execution.log_output(model).id
                    self.wrote.set()
                except errors.UnavailableError:
                    continue


def test_kills_while_logging(tmp_path: Path):
    database, port = tmp_path / "metadata.db", free_port()
    with killed(database, port):
        workspace = metadata.Workspace(metadata.Store("127.0.0.1", port), "w")
        writer = Writer(metadata.Execution(name="trainer", workspace=workspace))
        writer.start()
        assert writer.wrote.wait(10)
    try:
        for kill in range(KILLS):
            writer.wrote.clear()
            with killed(database, port):
                assert writer.wrote.wait(20)
                time.sleep(0.03 * kill)
    finally:
        writer.enough.set()
        with killed(database, port):
            writer.join()
    assert_whole(database, writer.logged)


def assert_whole(database: Path, logged: dict[str, int | None]) -> None:
    """That the file holds each model once, with its event and its workspace, and nothing else."""
    config = mlpb.ConnectionConfig()
    config.sqlite.filename_uri = str(database)
    store = MetadataStore(config)
    artifacts = store.get_artifacts()
    stored = {one.properties["version"].string_value: one.id for one in artifacts}
    assert len(stored) == len(artifacts)
    # The last one may have been written without its writer hearing of it.
    assert logged.items() <= stored.items()
    assert len(stored) <= len(logged) + 1
    events = store.get_events_by_artifact_ids(stored.values())
    assert sorted(event.artifact_id for event in events) == sorted(stored.values())
    [context] = store.get_contexts()
    assert len(store.get_artifacts_by_context(context.id)) == len(artifacts)
    assert len(store.get_executions_by_context(context.id)) == 1
