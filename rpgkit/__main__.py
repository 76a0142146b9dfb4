"""`rpgkit`, and `python -m rpgkit`: hears an interrupt even while the command line is still being read in."""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType


def main() -> None:
    """Runs the command line, and leaves at once: to take all modules down again costs as much as a roll.

    An interrupt may come out of an import that it cuts short as another error; it is an interrupt for all that.
    """
    interrupts: list[int] = []

    def interrupt(number: int, _: FrameType | None) -> None:
        interrupts.append(number)
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)
    try:
        from rpgkit.cli import main as run

        code = run()
    except BaseException:
        if not interrupts:
            raise
        code = 130
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
