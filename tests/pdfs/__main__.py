"""Prints the files of pdfs/ again (`make pdfs`)."""

import sys

from tests.pdfs import FILES, FOLDER, print_file


def main() -> None:
    """Prints them all."""
    for name in FILES:
        path = print_file(name, FOLDER)
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
