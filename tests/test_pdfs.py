"""The files of pdfs/ are those that the commands print now: no page of them is stale."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.pdfs import FILES, FOLDER, print_file

README = Path(__file__).parent.parent / "README.md"


def pages_of(data: bytes) -> list[tuple[object, ...]]:
    """Of each page: its boxes, what is drawn on it, how many links and fields lie there."""
    reader: Any = PdfReader(BytesIO(data))
    return [
        (
            tuple(map(float, page.mediabox)),
            tuple(map(float, page.trimbox)),
            page.get_contents().get_data() if page.get_contents() else b"",
            len(page.get("/Annots", ())),
        )
        for page in reader.pages
    ]


def structure_of(data: bytes) -> list[str]:
    """The roles of all that is said, in its order; none in a file for a press."""
    root: Any = PdfReader(BytesIO(data)).trailer["/Root"]
    if "/StructTreeRoot" not in root:
        return []
    roles, waiting = [], [root["/StructTreeRoot"]["/K"][0].get_object()]
    while waiting:
        element = waiting.pop()
        roles.append(str(element["/S"]))
        kids = element["/K"].get_object() if "/K" in element else []
        kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
        waiting += [kid for kid in reversed(kids) if hasattr(kid, "keys") and "/S" in kid]
    return roles


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_pdfs_is_what_its_command_prints_now(name: str, tmp_path: Path) -> None:
    kept = (FOLDER / name).read_bytes()
    printed = print_file(name, tmp_path).read_bytes()
    pages, again = pages_of(kept), pages_of(printed)
    assert len(pages) == len(again)
    stale = [number for number, (one, other) in enumerate(zip(pages, again, strict=True), 1) if one != other]
    assert stale == [], f"pdfs/{name} is stale on pages {stale}: run make pdfs"
    assert structure_of(kept) == structure_of(printed)


def test_no_other_file_lies_there_and_the_readme_names_each() -> None:
    assert {path.name for path in FOLDER.glob("*.pdf")} == FILES.keys()
    said = README.read_text(encoding="utf-8")
    assert set(re.findall(r"\(pdfs/([\w-]+\.pdf)\)", said)) == FILES.keys()
