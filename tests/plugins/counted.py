"""A store that knows how often it was called, and written to: what was read holds until then."""

from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.store.core import Answer, Core


class CountedCore(Core):
    """MLMD's core over one database; how often it was called, and may have been changed by it."""

    def __init__(self, config: mlpb.ConnectionConfig) -> None:
        super().__init__(config)
        self.calls = 0
        self.writes = 0

    def call(self, name: str, request: bytes) -> Answer:
        """The core's answer."""
        answer = super().call(name, request)
        self.calls += 1
        self.writes += not name.startswith("Get")
        return answer
