"""Installed from its own archives, in fresh environments, it finds its tables and works."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from rpgkit.pdf.faces import SCRIPTS

ROOT = Path(__file__).parent.parent
FACE = (".ttf", ".licence.txt")
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: str | Path, cwd: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("RPGKIT_", "PYTHONPATH"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive, as a package index would have it."""
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", dist, ROOT, cwd=dist)
    return next(dist.glob("*.whl"))


def fresh_venv(folder: Path, *what: str | Path) -> Path:
    venv.create(folder, with_pip=True)
    run(folder / BIN / "python", "-m", "pip", "install", "--quiet", *what, cwd=folder)
    return folder / BIN / "rpgkit"


def test_the_wheel_holds_the_tables_inside_the_package_and_nothing_beside_it(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name.removeprefix("rpgkit/tables/") for name in names if name.startswith("rpgkit/tables/")}
    tables = ROOT / "tables"
    assert inside == {path.relative_to(tables).as_posix() for path in tables.rglob("*") if path.is_file()}
    booklet = {path.relative_to(ROOT / "pdfs").as_posix() for path in (ROOT / "pdfs" / "booklet").iterdir()}
    assert {f"rpgkit/{name}" for name in booklet} <= set(names)
    assert {f"rpgkit/pdf/scripts/{script}{ending}" for script in SCRIPTS for ending in FACE} <= set(names)
    assert {"rpgkit/pdf/scripts/latin.strokes.txt", "rpgkit/pdf/scripts/latin.licence.txt"} <= set(names)
    assert {"rpgkit/starter/harbour/finds.md", "rpgkit/starter/booklet/supplement.toml"} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"rpgkit"}


def test_the_wheel_works_in_a_fresh_environment(wheel: Path, tmp_path: Path) -> None:
    rpgkit = fresh_venv(tmp_path / "venv", wheel)
    assert run(rpgkit, "check", cwd=tmp_path) == ""
    where = "from rpgkit.supplementfile import builtin_booklet as b; print(b())"
    shown = Path(run(tmp_path / "venv" / BIN / "python", "-c", where, cwd=tmp_path).strip())
    assert (shown.parent.name, (shown / "supplement.toml").is_file()) == ("rpgkit", True)
    assert "Scar events" in run(rpgkit, "roll", "scar", "ev", cwd=tmp_path)
    run(rpgkit, "sheet", "-o", tmp_path / "s.pdf", cwd=tmp_path)
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    site = next((tmp_path / "venv").rglob("site-packages"))
    assert (site / "rpgkit" / "tables" / "bonds" / "bonds.md").is_file()
    assert not (site / "tables").exists()


def test_an_editable_install_reads_the_checkouts_tables(tmp_path: Path) -> None:
    rpgkit = fresh_venv(tmp_path / "venv", "-e", ROOT)
    shown = run(
        tmp_path / "venv" / BIN / "python",
        "-c",
        "from rpgkit.pack import builtin_tables as b; print(b())",
        cwd=tmp_path,
    )
    assert Path(shown.strip()) == ROOT / "tables"
    assert run(rpgkit, "check", cwd=tmp_path) == ""
