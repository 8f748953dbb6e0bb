"""What the follower says of its work: to readers of the catalog, and to whoever started it."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeAlias

from msgspec.structs import replace

from webapp.catalog.pulse import Pulse, say
from webapp.errors import CatalogError, DashboardError

Tell: TypeAlias = Callable[[Pulse], None]

# While much is read, it is told no more often than this.
SECONDS: Final = 0.3


class Teller:
    """Says a pulse whenever something in it changed, and that it was said."""

    def __init__(self, folder: Path, store: str, tell: Tell) -> None:
        self._folder = folder
        self._tell = tell
        self._pulse = Pulse(0.0, store)
        self._began: tuple[float, int] | None = None

    def say(self, **changes: Any) -> None:
        """Nothing; the pulse is said with these changes. Raises CatalogErrors."""
        self._pulse = replace(self._pulse, **changes, said=time.time())
        self._tell(self._pulse)
        say(self._folder, self._pulse)

    def say_progress(self, done: int, expected: int) -> None:
        """Nothing; so many records of the first build are done."""
        now = time.time()
        if self._began is None or done < self._began[1]:
            self._began = (now, done)
        elif now - self._pulse.said < SECONDS and done < expected:
            return
        began, before = self._began
        rate = (done - before) / (now - began) if now > began else 0.0
        self.say(complete=False, done=done, expected=expected, rate=round(rate, 1), trouble="")

    def tell_trouble(self, error: DashboardError) -> None:
        """Nothing; whoever started the follower knows what keeps it from beginning."""
        self._tell(replace(self._pulse, said=time.time(), trouble=str(error)))

    def say_trouble(self, error: DashboardError) -> None:
        """Nothing; readers know what keeps the follower from going on, if they can be told."""
        self._began = None
        with suppress(CatalogError):
            self.say(trouble=str(error))
