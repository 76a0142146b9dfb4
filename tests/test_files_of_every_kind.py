"""Right and wrong packs as files: tests/data/invalid holds each with its exact messages beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rpgkit.check import CHECKS, check_folder
from rpgkit.errors import Mistake
from rpgkit.pack import builtin_tables, find_tables, read_all, read_source
from rpgkit.proof import LAWS_OF_NUMBERS, LAWS_OF_ROWS

DATA = Path(__file__).parent / "data"
BUILTIN = read_all(find_tables(builtin_tables()))[0]
INVALID = sorted(path.name for path in (DATA / "invalid").iterdir())
VALID = sorted(path.name for path in (DATA / "valid").iterdir())


def mistakes_of(case: Path, monkeypatch: pytest.MonkeyPatch) -> list[Mistake]:
    monkeypatch.chdir(case)
    return check_folder(Path("tables"), BUILTIN)[1]


@pytest.mark.parametrize("name", INVALID)
def test_a_wrong_file_is_told_exactly_so(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = DATA / "invalid" / name
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    assert expected
    assert "".join(f"{mistake}\n" for mistake in mistakes_of(case, monkeypatch)) == expected


@pytest.mark.parametrize("name", VALID)
def test_a_right_file_that_looks_wrong_is_right(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mistakes_of(DATA / "valid" / name, monkeypatch) == []


def test_the_builtin_tables_are_right() -> None:
    count, mistakes = check_folder(builtin_tables())
    assert (count >= 20, mistakes) == (True, [])


@pytest.mark.parametrize("law", [*LAWS_OF_NUMBERS, *LAWS_OF_ROWS, *CHECKS], ids=lambda law: law.__name__)
def test_every_law_of_tables_has_a_breach_that_only_it_tells(
    law: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the law taken away, some wrong file passes that did not pass with it."""
    for module, names in (("proof", ("LAWS_OF_NUMBERS", "LAWS_OF_ROWS")), ("check", ("CHECKS",))):
        for name in names:
            target = f"rpgkit.{module}.{name}"
            laws = {"LAWS_OF_NUMBERS": LAWS_OF_NUMBERS, "LAWS_OF_ROWS": LAWS_OF_ROWS, "CHECKS": CHECKS}[name]
            monkeypatch.setattr(target, tuple(other for other in laws if other is not law))
    assert any(not mistakes_of(DATA / "invalid" / name, monkeypatch) for name in INVALID)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "huge.md").write_bytes(b"# Huge\n" + b"x" * 1_000_000)
    assert [mistake.message for mistake in check_folder(tmp_path)[1]] == ["the file is over 1 MB; split it"]


def test_a_loop_of_links_is_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "round.md").symlink_to(tmp_path / "about.md")
    (tmp_path / "about.md").symlink_to(tmp_path / "round.md")
    (tmp_path / "deeper").symlink_to(tmp_path, target_is_directory=True)
    count, mistakes = check_folder(tmp_path)
    assert count == 2
    assert {mistake.message for mistake in mistakes} == {"cannot be read: too many levels of symbolic links"}


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shut.md").write_text("# Shut\n", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert [str(mistake) for mistake in check_folder(tmp_path)[1]] == [
        f"{tmp_path.as_posix()}/shut.md:1:1: cannot be read: permission denied"
    ]


def test_readme_and_hidden_files_are_for_people(tmp_path: Path) -> None:
    for name in ("README.md", "readme.md", ".draft.md", "notes.txt"):
        (tmp_path / name).write_text("not a table", encoding="utf-8")
    assert find_tables(tmp_path).sources == {}


def test_a_table_keeps_what_its_file_says() -> None:
    source = find_tables(DATA / "valid" / "all-settings" / "tables").sources["table"]
    table, warnings = read_source("table", source)
    assert warnings == ()
    assert (table.length, table.beyond, table.deck, table.book) == ("words", "error", True, False)
    assert (table.source, table.licence) == ("found at sea: a list", "CC0-1.0")
    assert (table.title, table.blurb, table.head) == ("Things", "What is found.", "What")
    assert [table.numbers(row) for row in table.rows] == list("123456")
