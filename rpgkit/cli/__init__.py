"""The command line: `rpgkit`. Commands import what they need when they run: a roll waits for nothing."""

import gc

gc.set_threshold(100_000)  # what is imported stays: looking for garbage meanwhile is a tenth of a quick roll

# ruff: noqa: E402
import os
import re
import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from rpgkit import __version__
from rpgkit.cli.terminal import ClosedPipe, note, out, prepare_streams
from rpgkit.errors import RpgkitError

# Typer's base of all usage errors, whose own name has moved between its releases.
_UsageError: type[Exception] = typer.BadParameter.__mro__[2]

# Each command and the module it stands in, in the order of the help.
COMMANDS = {
    "roll": "at_the_table",
    "draw": "at_the_table",
    "tables": "authors",
    "show": "authors",
    "facts": "authors",
    "odds": "authors",
    "character": "people",
    "explain": "people",
    "circle": "circles",
    "sheet": "sheets",
    "cards": "cards",
    "screens": "printing",
    "booklet": "booklets",
    "kit": "kits",
    "schema": "authors",
    "check": "authors",
    "new": "authors",
}
# What the parser says of numbers, in words.
_OURS = {
    "is not a valid int(eger)?( range)?": "is no whole number",
    r"(\S+) is not in the range x>=(\d+)": r"\1 is too few; \2 at least",
}
HELP = "Half of Us at the table: roll on tables that prove themselves, make people, print their sheets."


def app_of(commands: Iterable[str]) -> typer.Typer:
    """The command line with some of its commands; only their modules are imported."""
    app = typer.Typer(
        name="rpgkit",
        help=HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_rpgkit)
    for command in commands:
        app.command()(getattr(import_module(f"rpgkit.cli.{COMMANDS[command]}"), command))
    return app


def _say_version(wanted: bool) -> None:
    if wanted:
        out(f"rpgkit {__version__}")
        raise typer.Exit


def _rpgkit(
    version: bool = typer.Option(
        False, "--version", callback=_say_version, is_eager=True, help="Print the version."
    ),
) -> None:
    pass


def main() -> int:
    """Runs the command line; its exit code."""
    prepare_streams()
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except (BrokenPipeError, ClosedPipe):
        code = 0
        _forget_output()
    except KeyboardInterrupt:
        code = 130
    except SystemExit as left:
        # The help alone is left so: with 1 when its reader has gone, which is no failure of ours.
        code = 0 if left.code == 1 else int(left.code or 0)
    except OSError as error:
        code = 1
        note(f"rpgkit: {(error.strerror or str(error)).lower()}")
        _forget_output()
    return code


def run(arguments: list[str]) -> int:
    """Runs one command; 0 done, 1 the user's input is wrong, 2 usage, 130 Ctrl-C."""
    named = [command for command in arguments[:1] if command in COMMANDS]
    try:
        app = app_of(named or COMMANDS)
        return int(app(arguments, prog_name="rpgkit", standalone_mode=False) or 0)
    except RpgkitError as error:
        note(str(error))
        return 1
    except _UsageError as error:
        if message := _message(error):
            help_of = f"{named[0]} --help shows its options" if named else "--help shows the commands"
            note(f"rpgkit: {message} (rpgkit {help_of})")
        return 2
    except typer.Abort:
        return 130


def _message(error: Exception) -> str:
    formatted: str = getattr(error, "format_message", error.__str__)()
    for theirs, ours in _OURS.items():
        formatted = re.sub(theirs, ours, formatted)
    return formatted


def _forget_output() -> None:
    """Nobody reads any more: what is still to be written goes nowhere."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
