"""The shape of the house: each room imports only what lies below it, and each thing is known in one place."""

import ast
from pathlib import Path

import pytest

import rpgkit

HOUSE = Path(rpgkit.__file__).parent
# From the ground up; a room imports only rooms before it.
ROOMS = (
    "errors", "streams", "dice",
    "textfile", "facts", "cases", "wording", "table", "roll", "throw", "roller", "odds", "proof",
    "tablegrid", "tablefile", "pack",
    "chapter", "art", "references", "chapterprose", "chapterfile", "supplement", "imprint", "supplementfile",
    "knowledge", "plan", "needed", "fitness", "finding", "check",
    "crockford", "origin", "person", "voices", "asking", "fields", "ground", "company", "character", "coherence",
    "circleorigin", "seats", "arrows", "deaths", "deal", "ties", "seasons", "souls", "lives", "chronicle",
    "circle", "circlelaws", "coded", "byhand", "questions",
    "web", "webs", "plane", "weblayout", "webroutes", "webcaptions",
    "boxes", "documents", "profile", "webtext", "circledocument",
    "record", "explained", "schemas", "jsonplaces", "misfits", "saved", "retold", "circlerecord",
    "pdf", "export", "circleexport", "cli",
)  # fmt: skip
KNOWN_TO = {
    "typer": {"cli"},
    "reportlab": {"pdf"},
    "hashlib": {"streams"},
    "uharfbuzz": {"pdf"},
    "pypdf": {"pdf"},
    "jsonschema": {"misfits"},
    "markdown_it": {"chapterprose"},
    "tomllib": {"imprint"},
    "random": set[str](),
}
FILES = sorted(path for path in HOUSE.rglob("*.py") if path.name != "__main__.py")


def room_of(path: Path) -> str:
    part = path.relative_to(HOUSE).parts[0]
    return part.removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_room_imports_only_what_lies_below(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert imports_of(path) == set()
        return
    below = ROOMS[: ROOMS.index(room)]
    for name in imports_of(path):
        parts = name.split(".")
        if parts[0] == "rpgkit" and len(parts) > 1:
            assert parts[1] in (*below, room) or parts[1] == "__version__", name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_what_is_known_in_one_place_is_known_nowhere_else(path: Path) -> None:
    for name in imports_of(path):
        first = name.split(".")[0]
        assert room_of(path) in KNOWN_TO.get(first, {room_of(path)}), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 30, node.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_only_commands_import_when_they_run(path: Path) -> None:
    if room_of(path) in ("cli", "__main__"):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            assert not [inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)], (
                node.name
            )


def test_every_public_name_says_what_it_is() -> None:
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                inner = any(
                    node in ast.walk(outer) for outer in ast.walk(tree)
                    if isinstance(outer, ast.FunctionDef) and outer is not node
                )  # fmt: skip
                assert inner or ast.get_docstring(node), (path.name, node.name)
