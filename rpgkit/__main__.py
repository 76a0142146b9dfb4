"""`rpgkit`, and `python -m rpgkit`: an interrupt is heard even while the command line is still being read in."""

import sys


def main() -> None:
    """Runs the command line."""
    try:
        from rpgkit.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
