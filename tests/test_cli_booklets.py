"""`rpgkit booklet`, as an author, a reader at home and a print shop meet it."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from rpgkit.pdf.page import MM
from tests.printed import text_of
from tests.test_cli import done, refused, run


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A supplement as `rpgkit new` makes it."""
    done("new", str(tmp_path / "mine"))
    return tmp_path / "mine"


def size_of(file: Path) -> tuple[int, int]:
    """The size of a file's pages, in millimetres."""
    box = PdfReader(file).pages[0].mediabox
    return round(float(box.width) / MM), round(float(box.height) / MM)


def test_a_new_supplement_prints_at_once(mine: Path, tmp_path: Path) -> None:
    done("check", str(mine))
    done("booklet", "--pack", str(mine), "-o", str(tmp_path / "mine.pdf"))
    said = text_of((tmp_path / "mine.pdf").read_bytes())
    assert "Before Seven" in said and "What the tide leaves" in said
    assert PdfReader(tmp_path / "mine.pdf").metadata["/Title"] == "Before Seven"  # type: ignore[index]


def test_its_title_and_colour_and_paper_are_those_of_one_small_file(mine: Path, tmp_path: Path) -> None:
    file = mine / "booklet" / "supplement.toml"
    text = file.read_text(encoding="utf-8").replace("Before Seven", "After Eight")
    file.write_text(text.replace('paper = "a5"', 'paper = "half-letter"'), encoding="utf-8")
    done("booklet", "--pack", str(mine), "-o", str(tmp_path / "mine.pdf"))
    assert "After Eight" in text_of((tmp_path / "mine.pdf").read_bytes())
    assert size_of(tmp_path / "mine.pdf") == (140, 216)


def test_a_page_is_half_of_the_paper_or_in_large_type_all_of_it(mine: Path, tmp_path: Path) -> None:
    sizes = {(): (148, 210), ("--paper", "letter"): (140, 216), ("--large",): (210, 297), ("--zine",): (296, 210)}
    for options, size in sizes.items():
        done("booklet", "--pack", str(mine), *options, "-o", str(tmp_path / "b.pdf"))
        assert size_of(tmp_path / "b.pdf") == size


def test_a_press_file_says_what_was_checked_and_what_was_not(mine: Path, tmp_path: Path) -> None:
    said = run("booklet", "--pack", str(mine), "--press", "-o", str(tmp_path / "p.pdf"))
    assert said.returncode == 0
    assert "checked  last page: the last page is blank" in said.stderr
    assert "not checked: PDF/X" in said.stderr and "WRONG" not in said.stderr
    assert PdfReader(tmp_path / "p.pdf").root_object.get("/StructTreeRoot") is None


def test_all_tables_are_a_book(mine: Path, tmp_path: Path) -> None:
    done("booklet", "--tables", "--pack", str(mine), "-o", str(tmp_path / "t.pdf"))
    said = text_of((tmp_path / "t.pdf").read_bytes())
    assert "142 tables" in said and "What the tide leaves" in said and "Scar events" in said
    assert size_of(tmp_path / "t.pdf") == (148, 210)


def test_every_mistake_is_told_at_once_and_nothing_is_written(mine: Path, tmp_path: Path) -> None:
    booklet = mine / "booklet"
    first, second = sorted(booklet.glob("*.md"))[1:3]
    first.write_text(first.read_text(encoding="utf-8") + "\n[[harbour/fnds]]\n", encoding="utf-8")
    second.write_text("---\npages: 9\n---\n# Long\n\n" + "tide " * 900 + "\n", encoding="utf-8")
    (booklet / "supplement.toml").write_text('titel = "x"\n', encoding="utf-8")
    out = tmp_path / "out.pdf"
    out.write_bytes(b"before")
    ended = run("booklet", "--pack", str(mine), "-o", str(out))
    said = ended.stderr
    assert ended.returncode == 1 and said.count("\n") == 5
    assert "supplement.toml:1:1: nothing is called 'titel' here; did you mean 'title'?" in said
    assert "no table is called 'harbour/fnds'; did you mean 'harbour/finds'?" in said
    assert out.read_bytes() == b"before"


def test_a_chapter_too_long_for_its_pages_is_told_with_file_and_line(mine: Path, tmp_path: Path) -> None:
    chapter = sorted((mine / "booklet").glob("*.md"))[-1]
    chapter.write_text("---\npages: 9\n---\n# Long\n\n" + "tide " * 900 + "\n", encoding="utf-8")
    said = refused("booklet", "--pack", str(mine), "-o", str(tmp_path / "out.pdf"))
    assert f"{chapter.name}:6:1: the chapter runs over its pages (9) by" in said
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--press", "--zine", "-o", "x.pdf"), "leave out one"),
        (("--large", "--zine", "-o", "x.pdf"), "not folded"),
        ((), "name the file to print into"),
        (("-o", "x.txt"), "does not end in .pdf"),
        (("--without", "drnk", "-o", "x.pdf"), "did you mean"),
        (("--pack", "nowhere", "-o", "x.pdf"), "is not there"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused("booklet", *arguments)
    assert told in said and said.count("\n") <= 1


def test_a_pack_without_a_booklet_has_none_to_print_but_its_tables(mine: Path, tmp_path: Path) -> None:
    for file in (mine / "booklet").iterdir():
        file.unlink()
    (mine / "booklet").rmdir()
    assert "holds no booklet" in refused("booklet", "--pack", str(mine), "-o", str(tmp_path / "x.pdf"))
    done("booklet", "--tables", "--pack", str(mine), "-o", str(tmp_path / "t.pdf"))
