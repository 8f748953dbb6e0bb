"""The process that makes entries of batches: from standard input to standard output.

Run as `python -m webapp.follower.drafter` by `drafting`. It ends when its input does, so that it
never outlives its parent.
"""

import gc
import pickle
import sys
from contextlib import suppress
from typing import BinaryIO

from webapp.follower.drafting import PROTOCOL, draft


def main(given: BinaryIO, answers: BinaryIO) -> None:
    """Nothing, once there are no more batches."""
    # No record refers to itself: to look for what does takes one part in fifteen.
    gc.disable()
    with suppress(EOFError, BrokenPipeError):
        while True:
            batch, held = pickle.load(given)  # noqa: S301 - our own parent's
            pickle.dump(draft(batch, held), answers, PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
