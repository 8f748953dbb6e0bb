"""A store that knows how often it was written to: what was read of it before holds until then."""

from ml_metadata.proto import metadata_store_pb2 as mlpb

from webapp.store.core import Answer, Core


class CountedCore(Core):
    """MLMD's core over one database, and how many calls there were that may have changed it."""

    def __init__(self, config: mlpb.ConnectionConfig) -> None:
        super().__init__(config)
        self.writes = 0

    def call(self, name: str, request: bytes) -> Answer:
        """The core's answer."""
        answer = super().call(name, request)
        self.writes += not name.startswith("Get")
        return answer
