"""What the supervisor tells the web process, as one argument of its command line."""

import json
from dataclasses import asdict, dataclass

from webapp.settings import Settings


@dataclass(frozen=True, slots=True)
class WebOptions:
    """What to serve and how; `socket` is the number of the inherited listening socket."""

    socket: int
    settings: Settings
    workers: int = 2
    threads: int = 8

    @property
    def grace(self) -> int:
        """Seconds in which a request that runs when the server stops may end."""
        return int(self.settings.page_deadline) + 3

    def to_json(self) -> str:
        """The options as text.

        >>> options = WebOptions(5, Settings(prefix="/metadata"))
        >>> WebOptions.from_json(options.to_json()) == options
        True
        """
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "WebOptions":
        """The options that `to_json` wrote."""
        told = json.loads(text)
        settings = told.pop("settings")
        # JSON knows lists only.
        lists = {name: tuple(one) for name, one in settings.items() if isinstance(one, list)}
        return cls(settings=Settings(**{**settings, **lists}), **told)
