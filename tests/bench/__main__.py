"""Measures each figure beside its baseline, turn and turn about, and prints the medians and their ratio."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

import rpgkit.cli  # noqa: F401 - every command runs with its rare garbage collection, and so do these
from rpgkit.character import make_character
from rpgkit.fields import People
from rpgkit.fitness import load_people
from rpgkit.odds import odds_of
from rpgkit.origin import Origin
from rpgkit.pack import builtin_tables, find_tables, read_source, shelf_of
from rpgkit.pdf.mark import Mark, draw_mark
from rpgkit.pdf.page import Area
from rpgkit.pdf.sheet import sheet_pdf
from rpgkit.person import Borne, Colour, Name
from rpgkit.roll import text_of
from rpgkit.roller import Roller
from rpgkit.streams import Stream
from rpgkit.table import Table
from rpgkit.tablefile import read_table
from rpgkit.wording import READER
from tests.bench.baselines import bare_pages, fields_by_hand, odds_by_hand, roll_by_hand, split_files

RPGKIT = [sys.executable, "-c", "from rpgkit.__main__ import main; main()"]
MOST_MEMORY = 200
PLAIN_PAGES = "from tests.bench.baselines import plain_tables; plain_tables(48)"
BURNED = ("Marta", "Stanisława", "Kọ́láwọlé", "Conceição", "Δημήτρης", "Валентина", "كريم", "יהודית", "श्रेया", "美和")


class Figure(NamedTuple):
    """What is measured, its baseline, and the ratio it must keep to."""

    name: str
    work: Callable[[], object]
    baseline_name: str
    baseline: Callable[[], object]
    most: float
    prepare: Callable[[], object] = int
    longer: int = 1  # how many times the baseline does its work, so that noise meets both alike
    rounds: int = 15


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def measure(figure: Figure) -> tuple[float, float]:
    """Medians in seconds of the work and its baseline, run turn about after one warm-up."""
    figure.prepare(), figure.work(), figure.baseline()
    pairs = [(seconds(figure.work), seconds(figure.baseline) / figure.longer) for _ in range(figure.rounds)]
    return median(work for work, _ in pairs), median(baseline for _, baseline in pairs)


def process(*command: str) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, capture_output=True)


def times(count: int, work: Callable[[int], object]) -> Callable[[], object]:
    def run() -> None:
        for number in range(count):
            work(number)

    return run


def nested_tables() -> dict[str, Table]:
    below = [f"{tens}{units}" for tens in range(1, 7) for units in range(1, 7)]
    rows = "".join(f"| {number} | row {number} |\n" for number in below)
    top = "".join(f"| {number} | {number} [[b]] and [[c]] with {{3d6}} |\n" for number in below)
    head = "# T\n\nB.\n\n| d66 | x |\n| --- | --- |\n"
    files = {"a": head + top, "b": head + rows, "c": head + rows}
    return {id: read_table(text.encode(), id, id)[0] for id, text in files.items()}


def two_levels() -> dict[str, Table]:
    tables = nested_tables()
    text = "# T\n\nB.\n\n| d66 | x |\n| --- | --- |\n"
    text += "".join(
        f"| {10 * tens + units} | {tens}{units} [[b]] |\n" for tens in range(1, 7) for units in range(1, 7)
    )
    return {**tables, "a": read_table(text.encode(), "a", "a")[0]}


def pack_of(rows: int, folder: Path) -> list[Path]:
    """At least so many rows: the built-in tables, copied until they are enough."""
    paths: list[Path] = []
    count = copy = 0
    while count < rows:
        for id, source in find_tables(builtin_tables()).sources.items():
            path = folder / f"copy{copy}" / f"{id}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(source.path.read_bytes())
            paths.append(path)
            count += len(read_source(id, source)[0].rows)
            if count >= rows:
                break
        copy += 1
    return paths


def burn_pages() -> bytes:
    """Ten pages with a burn on each."""
    canvas = Canvas(BytesIO(), invariant=1)
    for seed, name in enumerate(BURNED):
        borne = Borne(Name(name, name, "", "", ""), Colour("moss green", "#5F6E28", "#5F6E28"))
        draw_mark(canvas, Mark(borne, 0, str(seed)), Area(60, 60, 400, 100))
        canvas.showPage()
    return canvas.getpdfdata()  # type: ignore[no-any-return]


def figures(folder: Path) -> list[Figure]:
    tables, levels = nested_tables(), two_levels()
    roller, people = Roller(tables), People(load_people(shelf_of([builtin_tables()])))
    chance = Random(1)
    paths = pack_of(1_300, folder)
    hundred = [make_character(people, Origin(seed)) for seed in range(100)]
    python = sys.executable
    return [
        Figure("rpgkit roll TABLE, whole process", process(*RPGKIT, "roll", "scars/events"),
               "python -c pass", process(python, "-c", "pass"), 7),
        Figure("rpgkit --help", process(*RPGKIT, "--help"),
               "python -c pass", process(python, "-c", "pass"), 13),
        Figure("1,000 nested rolls: a row, two tables, 3d6",
               times(1_000, lambda n: text_of(roller.roll("a", Stream(str(n), "x")), READER)),
               "by hand with random.Random", times(5_000, lambda _: roll_by_hand(chance)), 6, longer=5),
        Figure("exact odds of a two-level nested d66", times(10, lambda _: odds_of(levels, "a")),
               "a fraction sum by hand", times(10, lambda _: odds_by_hand()), 4),
        Figure("reading 1,300 rows with all checks of form",
               lambda: [read_table(path.read_bytes(), path.stem, path.name) for path in paths],
               "reading and splitting the files", lambda: split_files(paths), 20),
        Figure("a sheet from the shell, PDF written", process(*RPGKIT, "sheet", "-o", str(folder / "s.pdf")),
               "import reportlab.platypus", process(python, "-c", "import reportlab.platypus"), 4),
        Figure("100 whole characters", times(100, lambda n: make_character(people, Origin(n))),
               "25 fields with closures", times(3_000, lambda _: fields_by_hand(chance)), 40,
               prepare=times(2_000, lambda n: make_character(people, Origin(n))), longer=30),
        Figure("100 sheets in one file, fillable and tagged", lambda: sheet_pdf(hundred),
               "100 bare pages of 120 operations", times(8, lambda _: bare_pages(100)), 20, longer=8),
        Figure("10 burns drawn afresh, in ten tongues", burn_pages,
               "10 bare pages of 120 operations", times(4, lambda _: bare_pages(10)), 8, longer=4),
        Figure("the booklet from the shell: 64 pages, all passes",
               process(*RPGKIT, "booklet", "-o", str(folder / "b.pdf")),
               "48 plain pages of tables, for each of two passes", process(python, "-c", PLAIN_PAGES), 6, rounds=5),
    ]  # fmt: skip


def main() -> int:
    """Prints the table; 1 if a figure is beyond its bound."""
    beyond = 0
    sys.stdout.write(f"{'what':<46}{'took':>10}  {'baseline':>10}  ratio  must be\n")
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures(Path(folder)):
            took, baseline = measure(figure)
            ratio = took / baseline
            beyond += ratio > figure.most
            sys.stdout.write(
                f"{figure.name:<46}{took * 1000:>8.2f}ms  {baseline * 1000:>8.2f}ms  {ratio:>4.1f}×"
                f"  ≤ {figure.most}×  ({figure.baseline_name})\n"
            )
            sys.stdout.flush()
        beyond += say_memory(Path(folder))
    return int(beyond > 0)


def say_memory(folder: Path) -> bool:
    """Prints the most memory that a hundred sheets from the shell take; whether that is too much."""
    command = [*RPGKIT, "sheet", "-n", "100", "-o", str(folder / "night.pdf")]
    watch = "import resource as r, subprocess as s, sys; s.run(sys.argv[1:], check=True, capture_output=True)"
    watch += "; print(r.getrusage(r.RUSAGE_CHILDREN).ru_maxrss)"
    told = subprocess.run([sys.executable, "-c", watch, *command], check=True, capture_output=True, text=True)
    most = int(told.stdout) / (1024 if sys.platform != "darwin" else 1024**2)
    sys.stdout.write(f"{'memory of 100 sheets in one file':<46}{most:>7.0f} MB  ≤ {MOST_MEMORY} MB\n")
    return most > MOST_MEMORY


if __name__ == "__main__":
    sys.exit(main())
