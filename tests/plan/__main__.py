"""Measures the pages of the built-in booklet and writes its plan (`make plan`)."""

import sys

from tests.booklets import half_of_us, laid
from tests.plan import FILE, pages_of, write


def main() -> None:
    """Writes it."""
    supplement = half_of_us()
    pages = pages_of(supplement, laid(supplement))
    FILE.write_text(write(pages), encoding="utf-8")
    sys.stdout.write(f"{FILE.name}: {len(pages)} pages, {sum(page.words for page in pages)} words\n")


if __name__ == "__main__":
    main()
