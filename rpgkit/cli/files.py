"""Writing files: whole or not at all."""

import os
import re
import shutil
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from rpgkit.cli.terminal import note
from rpgkit.errors import RpgkitError

# The longest name of a file in bytes, its ending left out: every system takes that.
_LONGEST = 120
# What Windows keeps for devices, whatever the ending.
_RESERVED = r"con|prn|aux|nul|(com|lpt)\d"


def write(output: str, data: bytes) -> None:
    """Puts a file in place, and says so."""
    write_whole(Path(output), data)
    note(f"wrote {output}")


def check_place(path: Path) -> None:
    """Whether a file can be put there, as far as that is known before it is made; raises RpgkitError."""
    if path.is_dir():
        raise RpgkitError(f"'{path}' cannot be written: it is a folder; name a file in it")
    if not path.absolute().parent.is_dir():
        raise RpgkitError(f"'{path}' cannot be written: there is no folder '{path.parent}'; make it first")


def write_whole(path: Path, data: bytes) -> None:
    """Puts a file in place in one step; an existing one stays as it was until then. Raises RpgkitError.

    A link is followed, a device or pipe is written to as it is, a new file has the mode that `open` gives.
    """
    try:
        _write(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise RpgkitError(f"'{path}' cannot be written: {_why(error, path)}") from None


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Puts files into a folder: a new one in one step, one that is there file by file. Raises RpgkitError."""
    if folder.is_dir():
        for name, data in files.items():
            write_whole(folder / name, data)
        return
    part = folder.absolute().parent / f".rpgkit-{os.getpid()}.part"
    try:
        part.mkdir()
        for name, data in files.items():
            (part / name).write_bytes(data)
        part.rename(folder)
    except OSError as error:
        raise RpgkitError(f"'{folder}' cannot be made: {_why(error, folder.absolute())}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def safe_name(*words: str) -> str:
    """Words as the name of a file that any system takes: no signs that one of them gives a meaning to.

    Words from outside are among them: whatever they hold, the name is one step and never leads out of its folder.
    """
    name = unicodedata.normalize("NFC", "-".join(words))
    kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name if letter.isprintable())
    kept = re.sub("-{2,}", "-", kept).strip("-")
    while len(kept.encode()) > _LONGEST:
        kept = kept[1:]
    return kept if kept and not re.fullmatch(_RESERVED, kept, flags=re.I) else f"{kept}-nameless".strip("-")


def read_whole(path: Path) -> bytes:
    """What a file holds; raises RpgkitError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RpgkitError(f"'{path}' cannot be read: {(error.strerror or str(error)).lower()}") from None


def copy_folder(source: Path, target: Path) -> None:
    """Makes a folder in one step, holding what another holds; it must be new or empty. Raises RpgkitError."""
    whole = target.absolute()
    part = whole.parent / f".rpgkit-{os.getpid()}.part"
    try:
        if whole.is_dir() and any(whole.iterdir()):
            raise RpgkitError(f"the folder '{target}' is not empty; name a new one")
        shutil.copytree(source, part, ignore=shutil.ignore_patterns("__pycache__"))
        if whole.is_dir():
            for piece in part.iterdir():
                piece.rename(whole / piece.name)
        else:
            part.rename(whole)
    except OSError as error:
        raise RpgkitError(f"'{target}' cannot be made: {_why(error, whole)}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write(target: Path, data: bytes) -> None:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        mode = None
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(21, "it is a folder; name a file in it")
    if mode is not None and not stat.S_ISREG(mode):
        target.write_bytes(data)
        return
    if mode is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "the file there is read-only")
    part = target.with_name(f".rpgkit-{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(stat.S_IMODE(mode))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _why(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError) and not path.parent.exists():
        return f"there is no folder '{path.parent}'; make it first"
    return (error.strerror or str(error)).lower() if error.errno != 21 else str(error.strerror)
