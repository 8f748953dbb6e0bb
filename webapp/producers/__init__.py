"""How each producer writes into MLMD, read into one shape. No I/O: records in, readings out.

Nothing here raises, whatever a store holds, and no reading holds a secret.
"""

from webapp.producers.kinds import family, is_model, is_of_models, short_type
from webapp.producers.masking import masked_properties
from webapp.producers.read import read_artifact, read_context, read_execution
from webapp.producers.reading import ArtifactReading, ContextReading, ExecutionReading

__all__ = [
    "ArtifactReading",
    "ContextReading",
    "ExecutionReading",
    "family",
    "is_model",
    "is_of_models",
    "masked_properties",
    "read_artifact",
    "read_context",
    "read_execution",
    "short_type",
]
