"""Everything that speaks MLMD: the only room that knows protobuf, gRPC and ml_metadata."""
