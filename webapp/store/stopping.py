"""When a process of ours is to stop; standard library only."""

import os
import signal
import threading
from types import FrameType
from typing import Final


class Stop:
    """The wish to stop: by signal, or, for a child, because its parent is gone.

    `event` is set when it is wished, and `number` is that of the signal, if it was one.
    """

    def __init__(self) -> None:
        self.event: Final = threading.Event()
        self.number = 0
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            # nohup ignores SIGHUP, and that is to stay.
            if signal.getsignal(number) is not signal.SIG_IGN or number != signal.SIGHUP:
                signal.signal(number, self._take)

    def follow_parent(self) -> None:
        """Nothing; to stop when standard input closes is a wish too."""
        threading.Thread(target=self._wait_for_end_of_input, daemon=True).start()

    def wished(self, within: float = 0) -> bool:
        """Whether it was wished before `within` seconds passed."""
        return self.event.wait(within)

    def _take(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - as signal calls it
        self.number = number
        self.event.set()

    def _wait_for_end_of_input(self) -> None:
        # Not sys.stdin: its lock, held here, would abort the interpreter at exit.
        while os.read(0, 1024):
            pass
        self.event.set()
