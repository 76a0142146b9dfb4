"""Finding a table by a name taken loosely: `scars/events`, `events`, `Scar events`, `scar ev`; or a folder."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from posixpath import commonpath

from rpgkit.errors import RpgkitError
from rpgkit.pack import Shelf, Source

_TITLE = r"(?m)^# (.*)$"
_PARTS = r"[/_-]"


def find_table(shelf: Shelf, name: str) -> str:
    """The id that a name means; raises RpgkitError with the candidates, or with what was perhaps meant."""
    name = " ".join(name.split())
    wanted = name.lower()
    for way in (_by_id, _by_last_part_or_title, _by_beginnings) if wanted else ():
        found = way(shelf, wanted)
        if len(found) == 1:
            return found[0]
        if found:
            raise RpgkitError(f"'{name}' may be {_listed(found)}; say which")
    near = wanted and get_close_matches(wanted, [*shelf.sources, *map(_last_part, shelf.sources)], n=3, cutoff=0.6)
    if near:
        ids = dict.fromkeys(id for close in near for id in shelf.sources if close in (id, _last_part(id)))
        raise RpgkitError(f"no table is called '{name}'; did you mean {_listed(list(ids))}?")
    raise RpgkitError(f"no table is called '{name}'; 'rpgkit tables' lists them")


def find_several(shelf: Shelf, name: str) -> list[str]:
    """The ids that a name means, of one table or of all in a folder, folder by folder; raises RpgkitError."""
    name = " ".join(name.split()).strip("/")
    wanted, folders = name.lower(), _folders(shelf)
    if wanted in folders and wanted not in shelf.sources:
        return in_order(id for id in shelf.sources if id.startswith(f"{wanted}/"))
    tables = _by_id(shelf, wanted) or _by_last_part_or_title(shelf, wanted)
    near = [folder for folder in folders if _last_part(folder) == wanted]
    if len(tables) + len(near) > 1:
        raise RpgkitError(f"'{name}' may be {_listed([*tables, *(f'{folder}/' for folder in near)])}; say which")
    if not tables and not near:
        near = _outermost(folder for folder in folders if begin(wanted, re.split(_PARTS, folder)))
        near = near if wanted and len(near) == 1 else []
    if near:
        return find_several(shelf, near[0])
    return [_one_of(shelf, folders, name)]


def find_all(shelf: Shelf, names: Sequence[str]) -> list[list[str]]:
    """The ids that each name means; of one table, if that is what all names together mean. Raises RpgkitError."""
    together = " ".join(names)
    if names[1:] and len(found := _by_beginnings(shelf, together.lower())) == 1:
        return [found]
    return [find_several(shelf, name) for name in names]


def said_of(ids: Sequence[str]) -> str:
    """Some tables in a word: `scars/events`; or of a folder `scars (17 tables)`."""
    if not ids[1:]:
        return ids[0]
    folder = commonpath(ids)
    return f"{folder or 'all'} ({len(ids)} tables)"


def in_order(ids: Iterable[str], titles: Mapping[str, str] | None = None) -> list[str]:
    """Ids folder by folder, a folder's own tables before those within it; by titles, where those are told."""
    called = titles or {}
    return sorted(ids, key=lambda id: (id.split("/")[:-1], called.get(id, id).casefold(), id))


def _one_of(shelf: Shelf, folders: Iterable[str], name: str) -> str:
    """The table that a name means; raises RpgkitError, with the folder that was perhaps meant."""
    try:
        return find_table(shelf, name)
    except RpgkitError:
        near = get_close_matches(name.lower(), folders, n=1, cutoff=0.6)
        if not (near and name) or _by_beginnings(shelf, name.lower()):
            raise
    raise RpgkitError(f"no table and no folder of tables is called '{name}'; did you mean '{near[0]}'?")


def _folders(shelf: Shelf) -> list[str]:
    """Every folder that tables lie in, and those that it lies in itself."""
    paths = [id.split("/")[:-1] for id in shelf.sources]
    return sorted({"/".join(path[: depth + 1]) for path in paths for depth in range(len(path))})


def _outermost(folders: Iterable[str]) -> list[str]:
    """The folders that lie in none of the others."""
    listed = list(folders)
    return [folder for folder in listed if not any(folder.startswith(f"{other}/") for other in listed)]


def _by_id(shelf: Shelf, wanted: str) -> list[str]:
    return [wanted] if wanted in shelf.sources else []


def _by_last_part_or_title(shelf: Shelf, wanted: str) -> list[str]:
    found = [id for id in shelf.sources if _last_part(id) == wanted]
    return found or [id for id, source in shelf.sources.items() if title_of(source).lower() == wanted]


def _by_beginnings(shelf: Shelf, wanted: str) -> list[str]:
    return [id for id in shelf.sources if begin(wanted, re.split(_PARTS, id))]


def begin(words: str, parts: Iterable[str]) -> bool:
    """Whether every word is the beginning of some part."""
    parts = [part.lower() for part in parts]
    words_begin: Callable[[str], bool] = lambda word: any(part.startswith(word) for part in parts)  # noqa: E731
    return all(map(words_begin, re.sub(_PARTS, " ", words.lower()).split()))


def title_of(source: Source) -> str:
    """A table's title, read from the head of its file; empty where there is none."""
    if not source.path.is_file():
        return ""
    try:
        with source.path.open(encoding="utf-8", errors="replace") as file:
            found = re.search(_TITLE, file.read(4096))
    except OSError:
        return ""
    return found[1].strip() if found else ""


def _last_part(id: str) -> str:
    return id.rpartition("/")[2]


def _listed(names: list[str]) -> str:
    shown = [f"'{name}'" for name in names[:8]] + ([f"{len(names) - 8} more"] if len(names) > 8 else [])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
