"""Several calls of MLMD's service in one, which our own store server takes.

What is done for a call costs a few times as much as MLMD's work for it. No other server has this
method, so whoever asks has to do without.
"""

from typing import Final

import msgspec

SERVICE: Final = "mlmd_dashboard.Store"
METHOD: Final = "Together"

encoded = msgspec.msgpack.Encoder().encode
# Names of methods, each with its request; what they answer, None for those that failed.
requests: Final = msgspec.msgpack.Decoder(tuple[tuple[str, bytes], ...]).decode
responses: Final = msgspec.msgpack.Decoder(tuple[bytes | None, ...]).decode
