"""Supplements: what a booklet's folder becomes, and every mistake in it, where it stands."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rpgkit.art import colours_of
from rpgkit.chapter import Art, Chosen
from rpgkit.check import check_folder
from rpgkit.errors import Mistakes
from rpgkit.imprint import KEYS, UNSAID, read_imprint
from rpgkit.pack import builtin_tables, find_tables, read_all, shelf_of
from rpgkit.references import Known, chosen_rows
from rpgkit.supplement import Supplement
from rpgkit.supplementfile import booklet_of, builtin_booklet, load_supplement, read_supplement
from rpgkit.textfile import Reading

SALE = Path(__file__).parent / "data" / "supplement"
BUILTIN = read_all(find_tables(builtin_tables()))[0]
COLOURS = {"rust": "#AC4A14", "lilac": "#AF7FDB"}
RIGHT = 'title = "T"\nauthor = "A"\nlicence = "L"\n'
CHAPTER = "# A\n\nWords.\n"


def sale() -> Supplement:
    booklet = booklet_of(SALE)
    assert booklet
    return load_supplement(booklet, shelf_of([builtin_tables(), SALE]))


def write(folder: Path, **files: str) -> Path:
    """A booklet's folder, its supplement.toml right unless it is given; `_` in a name stands for a hyphen."""
    folder.mkdir(exist_ok=True)
    for name, text in {"supplement": RIGHT, **files}.items():
        ending = ".toml" if name == "supplement" else ".md"
        (folder / f"{name.replace('_', '-').strip('-')}{ending}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., list[str]]]:
    """What is told of a booklet with these files."""
    monkeypatch.chdir(tmp_path)

    def tell(**files: str) -> list[str]:
        supplement, mistakes = read_supplement(write(Path("b"), **files), Known(BUILTIN))
        assert (supplement is None) == any(mistake.level == "error" for mistake in mistakes)
        return [str(mistake) for mistake in mistakes]

    yield tell


def test_the_built_in_supplement_is_read() -> None:
    supplement = load_supplement(builtin_booklet(), shelf_of([builtin_tables()]))
    assert (supplement.title, supplement.paper) == ("Half of Us", "a5")
    assert supplement.cover == Art("Marek", colours_of(BUILTIN)["rust"])
    assert supplement.tables.keys() == BUILTIN.keys()
    names = [chapter.path.rpartition("/")[2] for chapter in supplement.chapters]
    assert names == sorted(path.name for path in builtin_booklet().glob("[0-9]*.md"))
    asked = [chapter.pages for chapter in supplement.chapters]
    assert [name[:2] for name in names] == [f"{pages[0]:02}" for pages in asked if pages]


def test_a_supplement_of_ones_own_is_read_whole() -> None:
    supplement = sale()
    assert supplement[1:8] == (
        "Lot Nine",
        "An Evening at the Sale of Skarv Light",
        "The Friends of Skarv Light (dissolved)",
        "CC0 1.0: nobody's property, like the rock. https://creativecommons.org/publicdomain/zero/1.0/",
        "en-GB",
        "#8A1C2B",
        "half-letter",
    )
    assert supplement.cover == Art("Solveig", "#1A3FB8", 12)
    assert {"sale/lots", "sale/bidders", "sale/patter", "sale/slips", "bonds/met"} <= supplement.tables.keys()
    assert not [id for id in supplement.tables if id.startswith("booklet")]
    # By their numbers, so that 10 comes after 2.
    assert [chapter.name for chapter in supplement.chapters] == ["particulars", "sale", "slips"]
    assert [chapter.pages for chapter in supplement.chapters] == [None, None, (7, 8)]
    assert supplement.chapters[2].art == Art("თეა", "#44204A", 0)


def test_its_chapters_choose_rows_and_name_each_other() -> None:
    supplement = sale()
    blocks = [block for chapter in supplement.chapters for block in chapter.blocks]
    (beside,) = [block.tables for block in blocks if len(block.tables) == 2]
    assert beside == (Chosen("sale/lots", (1, 3, 8, 10)), Chosen("sale/bidders", (0, 2, 4, 6)))
    lots, bidders = (chosen_rows(supplement.tables[chosen.table], chosen) for chosen in beside)
    assert [bidder.raw for bidder in bidders][2] == "a man collecting keys"
    assert [lot.cells for lot in lots] == [("60",), ("220",), ("45",), ("75",)]
    runs = [run for block in blocks for words in block.words for run in words]
    assert [run.chapter for run in runs if run.chapter] == ["slips", "sale"]
    assert [block.kind for block in blocks if not block.words and not block.tables] == ["contents", "tables"]


def test_the_new_packs_booklet_is_read() -> None:
    starter = Path(__file__).parent.parent / "rpgkit" / "starter"
    supplement = load_supplement(starter / "booklet", shelf_of([builtin_tables(), starter]))
    kinds = {block.kind for chapter in supplement.chapters for block in chapter.blocks}
    assert {"contents", "tables", "table", "margin", "play", "index", "steps", "paragraph"} <= kinds


def test_what_is_not_said_is_usual(tmp_path: Path) -> None:
    supplement, mistakes = read_supplement(write(tmp_path / "b", a=CHAPTER), Known({}))
    assert supplement and mistakes == []
    said = (supplement.subtitle, supplement.language, supplement.colour, supplement.paper, supplement.cover)
    assert said == ("", "en", UNSAID["colour"], "a5", None)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "1:1: the file is empty; write a title, an author and a licence, or delete it"),
        ("title = Lot Nine\n", "1:9: a text stands between quotation marks: 'title = \"The Mark\"'"),
        ('title: "T"\n', "1:6: expected '=' after a key in a key/value pair; a line is 'title = \"The Mark\"'"),
        (RIGHT + 'title = "U"\n', "4:12: this is set twice; keep one"),
        (RIGHT + 'cover = "Ana', "4:13: unterminated string; a line is 'title = \"The Mark\"'"),
        (f"a = {'[' * 5_000}", "1:1: the brackets lie too deep in each other; a line is 'title = \"The Mark\"'"),
        (RIGHT + 'titel = "T"\n', "4:1: nothing is called 'titel' here; did you mean 'title'?"),
        (RIGHT + "[zebra]\n", f"4:2: nothing is called 'zebra' here; there are {', '.join(KEYS)}"),
        (RIGHT + "subtitle = 7\n",
         "4:12: 'subtitle' is no text; write it between quotation marks: 'subtitle = \"…\"'"),
        ('title = ""\nauthor = "A"\nlicence = "L"\n',
         "1:9: 'title': there are no words in it; write them, or delete the line"),
        (RIGHT + r'subtitle = "a\u202eb"', "4:12: 'subtitle': it has an invisible character in it; delete it"),
        (RIGHT + f'subtitle = "{"a" * 121}"\n',
         "4:12: 'subtitle': it has 121 letters, and there is room for 120; shorten it"),
        (RIGHT + 'language = "English"\n',
         "4:12: 'language': 'English' is no language; write its short name, as 'en', 'de' or 'pt-BR'"),
        (RIGHT + 'paper = "a4"\n', "4:9: 'paper': a booklet is not printed on 'a4'; write a5 or half-letter"),
        (RIGHT + 'colour = "rist"\n', "4:10: 'colour': 'rist' is no colour; did you mean 'rust'?"),
        (RIGHT + 'colour = "lilac"\n',
         "4:10: 'colour': 'lilac' is too pale to be read, 3.1:1 on white, and 4.5:1 is the least; "
         "write a darker one"),
        (RIGHT + 'cover = "Ana"\n',
         "4:9: 'cover': 'Ana' is no mark; write a name and its colour, as 'Apolline in mint green'"),
        ('author = "A"\nlicence = "L"\n', "1:1: no title; write a line 'title = \"…\"'"),
    ],
)  # fmt: skip
def test_a_mistake_in_its_settings_says_where_and_what_instead(text: str, wrong: str) -> None:
    reading = Reading("s.toml")
    read_imprint(text.encode(), COLOURS, reading)
    assert [str(mistake) for mistake in reading.mistakes] == [f"s.toml:{wrong}"]


def test_all_mistakes_of_all_files_are_told_in_one_run(told: Callable[..., list[str]]) -> None:
    assert told(supplement='titel = "T"\n', a="# A\n\n[[a/b]]\n", b="B\n") == [
        "b/a.md:3:3: no table is called 'a/b'",
        "b/b.md:1:1: no title; begin with '# ' and the chapter's name",
        "b/supplement.toml:1:1: no author; write a line 'author = \"…\"'",
        "b/supplement.toml:1:1: no licence; write a line 'licence = \"…\"'",
        "b/supplement.toml:1:1: no title; write a line 'title = \"…\"'",
        "b/supplement.toml:1:1: nothing is called 'titel' here; did you mean 'title'?",
    ]


def test_no_two_chapters_have_one_name_or_one_page(told: Callable[..., list[str]]) -> None:
    assert told(_1_a="---\npages: 1-4\n---\n# A\n", _2_a=CHAPTER, _3_b="---\npages: 4–5\n---\n# B\n") == [
        "b/2-a.md:1:1: b/1-a.md is called 'a' too; give one of them another name",
        "b/3-b.md:2:8: page 4 is taken: b/1-a.md fills pages up to 4",
    ]


def test_chapters_stand_in_the_order_of_their_pages(told: Callable[..., list[str]]) -> None:
    assert told(_1_a="---\npages: 6\n---\n# A\n", _2_b="---\npages: 4–5\n---\n# B\n", _3_c=CHAPTER) == [
        "b/2-b.md:2:8: these pages come before those of b/1-a.md; number the files in the order of their pages"
    ]


def test_a_booklet_has_chapters_and_their_names_are_plain(told: Callable[..., list[str]]) -> None:
    assert told(README="Not read, [[nowhere]].", **{".draft": "nor this"}) == [
        "b:1:1: no chapters; write one here, as '01-premise.md'"
    ]
    assert told(_1_Été=CHAPTER) == [
        "b/1-Été.md:1:1: 'Été' cannot be a chapter's name; use a–z, 0–9, - and _ alone, as '01-premise.md'"
    ]


def test_a_chapter_may_be_a_link_and_what_is_no_file_is_told(
    told: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.md").write_text(CHAPTER, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1-linked.md").symlink_to(tmp_path / "elsewhere.md")
    (tmp_path / "b" / "folder.md").mkdir()
    assert told() == []
    (tmp_path / "b" / "2-lost.md").symlink_to(tmp_path / "nowhere.md")
    assert told() == ["b/2-lost.md:1:1: cannot be read: no such file or directory"]


def test_where_there_is_no_booklet_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Mistakes, match=r"^none:1:1: is no folder; a booklet is one, with supplement\.toml in it$"):
        load_supplement(Path("none"), shelf_of([]))
    (write(Path("b"), a=CHAPTER) / "supplement.toml").unlink()
    with pytest.raises(Mistakes, match=r"^b/supplement\.toml:1:1: is not there; a booklet needs it: 'rpgkit new'"):
        load_supplement(Path("b"), shelf_of([]))


def test_odd_ends_of_lines_are_a_warning_and_no_more(told: Callable[..., list[str]]) -> None:
    assert told(a=CHAPTER.replace("\n", "\r\n")) == [
        "b/a.md:1:1: warning: lines end in CRLF; save the file with LF"
    ]


def test_a_broken_table_is_told_once_and_its_chapters_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "booklet", a="# A\n\n[[mine]]\n\n[[mine: 1, 2]]\n\nOn [[mine]] and [[mien]].\n")
    (tmp_path / "mine.md").write_text("# Mine\n", encoding="utf-8")
    count, mistakes = check_folder(Path(), BUILTIN)
    assert count == 1
    assert [str(mistake) for mistake in mistakes if mistake.path != "mine.md"] == [
        "booklet/a.md:7:17: no table or chapter is called 'mien'; did you mean 'mine'?"
    ]
    with pytest.raises(Mistakes) as raised:
        load_supplement(Path("booklet"), find_tables(Path()))
    assert {mistake.path for mistake in raised.value.mistakes} == {"mine.md", "booklet/a.md"}


def test_a_pack_may_be_a_booklet_alone(tmp_path: Path) -> None:
    write(tmp_path / "booklet", a="# A\n\n[[bonds/met]]\n")
    assert check_folder(tmp_path, BUILTIN) == (0, [])


def test_a_folder_of_tables_has_the_booklet_it_holds(tmp_path: Path) -> None:
    assert booklet_of(builtin_tables()) == builtin_booklet()
    assert booklet_of(tmp_path) is None
    assert booklet_of(write(tmp_path / "booklet").parent) == tmp_path / "booklet"


SIGNS = [
    "title", "author", "cover", "colour", "paper", "x", " ",
    "=", '"', "'", '"""', "\n", "[", "]", "{", "}", ".", "#",
    ",", "1", "1979-13-01", "true", '"a"', "Ana in rust", "#AC4A14", "\\u0000", "\\", "é", "\t", "\r",
]  # fmt: skip
TOML = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@given(st.one_of(TOML, TOML.map(RIGHT.__add__), st.text(max_size=40)))
def test_any_text_is_settings_or_mistakes_within_its_lines(text: str) -> None:
    reading = Reading("s.toml")
    values = read_imprint(text.encode("utf-8", "replace"), COLOURS, reading)
    errors = [mistake for mistake in reading.mistakes if mistake.level == "error"]
    assert errors or values.keys() == KEYS.keys()
    assert all(1 <= mistake.line <= text.count("\n") + text.count("\r") + 1 for mistake in reading.mistakes)
    assert all(mistake.column >= 1 for mistake in reading.mistakes)
