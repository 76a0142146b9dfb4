"""`rpgkit`, and `python -m rpgkit`: hears an interrupt even while the command line is still being read in."""

import os
import sys
from contextlib import suppress


def main() -> None:
    """Runs the command line, and leaves at once: to take all modules down again costs as much as a roll."""
    try:
        from rpgkit.cli import main as run

        code = run()
    except KeyboardInterrupt:
        code = 130
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
