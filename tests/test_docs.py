"""What the documents promise is true: every example is read, every command stands in the README."""

import re
import shlex
import tomllib
from io import StringIO
from itertools import chain
from pathlib import Path

import pytest

from rpgkit.art import colours_of
from rpgkit.chapterfile import read_chapter
from rpgkit.cli import COMMANDS
from rpgkit.facts import FACTS, TAGS
from rpgkit.imprint import KEYS, PAPERS, read_imprint
from rpgkit.pack import builtin_tables, load_pack, shelf_of
from rpgkit.references import ROLLED, SET, Known
from rpgkit.tablefile import read_table
from rpgkit.textfile import Reading
from rpgkit.wording import READER, read_text, set_text
from tests.circles import circle
from tests.people import first

ROOT = Path(__file__).parent.parent
TABLES = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", flags=re.M | re.S)
FENCES = FENCE.findall(TABLES)
BOOKLETS = (ROOT / "docs" / "booklets.md").read_text(encoding="utf-8")
WRITTEN = [(kind, body) for kind, _, body in FENCE.findall(BOOKLETS)]


def table_around(kind: str, rest: str, body: str) -> str:
    if kind == "table":
        return body
    if kind == "settings":
        return f"---\n{body}---\n# T\n\nB.\n\n| d6 | x |\n| - | - |\n| 1–6 | {'word ' * 9}|\n"
    headers = rest.split()
    columns = [headers[0], "What", *headers[1:]]
    return f"# T\n\nB.\n\n| {' | '.join(columns)} |\n|{' - |' * len(columns)}\n{body}"


@pytest.mark.parametrize(("kind", "rest", "body"), FENCES)
def test_every_example_of_the_table_format_is_read(kind: str, rest: str, body: str) -> None:
    if kind == "text":
        text, wrong = read_text(body.strip())
        assert wrong == []
        assert not set("{}[]") & set(set_text(text, READER, ["x"] * len(text.rolled)))
        return
    table, warnings = read_table(table_around(kind, rest, body).encode(), "example", "example.md")
    assert (warnings, len(table.rows) > 0) == ((), True)


def test_there_are_examples_of_every_sort() -> None:
    assert {kind for kind, _, _ in FENCES} == {"table", "rows", "settings", "text"}


@pytest.mark.parametrize(("kind", "body"), WRITTEN)
def test_every_example_of_a_booklet_is_read(kind: str, body: str) -> None:
    tables = load_pack(shelf_of([builtin_tables(), ROOT / "rpgkit" / "starter"]))
    if kind == "supplement":
        reading = Reading("supplement.toml")
        assert read_imprint(body.encode(), colours_of(tables), reading).keys() == KEYS.keys()
        assert reading.mistakes == []
        return
    around = {"chapter": body, "part": f"# T\n\n{body}", "settings": f"---\n{body}---\n# T\n"}[kind]
    chapter = read_chapter(around.encode(), "01-t.md", Known(tables, ("premise",)))
    assert chapter.blocks or (chapter.pages and chapter.art)


def test_the_booklets_form_is_told_whole() -> None:
    assert {kind for kind, _ in WRITTEN} == {"supplement", "chapter", "settings", "part"}
    assert all(f"| `{key}` |" in BOOKLETS for key in (*KEYS, "pages", "art"))
    assert all(f"`[[{word}]]`" in BOOKLETS for word in SET)
    assert f"{', '.join(map(str, ROLLED[:-1]))} or {ROLLED[-1]} rows" in BOOKLETS
    assert all(f"`{paper}`" in BOOKLETS for paper in PAPERS)


def test_the_format_names_every_tag() -> None:
    assert all(tag in TABLES for tag in TAGS)
    assert len(FACTS) > 30


def test_every_command_stands_in_the_readme() -> None:
    for command in COMMANDS:
        assert f"rpgkit {command}" in README, command


def test_every_command_line_of_the_readme_is_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Each `rpgkit …` line of the README runs as it stands; what asks is answered."""
    from rpgkit.cli import run

    lines = re.findall(r"^rpgkit (.*?)(?:  +#.*)?$", README, flags=re.M)
    assert len(lines) >= 10
    for line in lines:
        arguments = [
            f"{tmp_path}/{word}" if word.endswith((".pdf", ".json", ".md", "/")) or word == "my-tables" else word
            for word in shlex.split(
                line.replace("CODE", first("friend", dead=True).code).replace("CIRCLE", circle(5).code)
            )
        ]
        monkeypatch.setattr("sys.stdin", StringIO("4\nnorth\nwoman\nall\n"))
        assert run(arguments) == 0, line
        capsys.readouterr()


def test_every_dependency_has_its_reason() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in [*project["dependencies"], *chain(*project["optional-dependencies"].values())]:
        name = re.split(r"[<>=]", dependency)[0]
        assert re.search(rf"^\| `{re.escape(name)}` \|", contributing, flags=re.M), name
