"""Several calls of MLMD's service in one, which our own store server takes.

What is done for a call costs a few times as much as MLMD's work for it. No other server has this
method, so whoever asks has to do without.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import msgspec

SERVICE: Final = "mlmd_dashboard.Store"
METHOD: Final = "Together"

# Names of methods, each with its request; what they answer, None for those that failed.
Requests: TypeAlias = Sequence[tuple[str, bytes]]
Responses: TypeAlias = Sequence[bytes | None]

encoded = msgspec.msgpack.Encoder().encode
requests: Final = msgspec.msgpack.Decoder(tuple[tuple[str, bytes], ...]).decode
responses: Final = msgspec.msgpack.Decoder(tuple[bytes | None, ...]).decode
