"""A circle made by hand at a prompt: each real die in its turn. Questions go to standard error."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from rpgkit.cli.options import titles_of
from rpgkit.cli.terminal import bold, columns, is_terminal, note, paragraph
from rpgkit.errors import RpgkitError

if TYPE_CHECKING:
    from rpgkit.asking import Ask, Question
    from rpgkit.byhand import Turn
    from rpgkit.circle import Circle
    from rpgkit.circleorigin import CircleOrigin
    from rpgkit.fields import People

# Nobody answers with more letters, and what is refused is shown again.
LONGEST_LINE = 200


def circle_by_hand(people: "People", origin: "CircleOrigin") -> "Circle":
    """Asks for one die after the other until there is a circle; raises Abort where nobody answers any more."""
    from rpgkit.byhand import moved
    from rpgkit.questions import AT_THE_END, step_said

    note(paragraph(step_said(1, origin)))
    table = _AtTheTable(people, origin)
    while (turn := table.turn()).question:
        table.put(turn)
    assert turn.circle
    for change in moved(turn):
        note(change)
    note(f"\n{AT_THE_END}\n")
    return turn.circle


def asked_file(output: str | None) -> str:
    """The file that a circle made by hand is kept in, asked for if nobody named it; raises RpgkitError, Abort."""
    if output is None:
        output = _line("Which file shall keep it? Enter: circle.json") or "circle.json"
        output += "" if Path(output).suffix else ".json"
    if output != "-" and Path(output).suffix.lower() != ".json":
        raise RpgkitError(f"'{output}' could not be read again: what is made by hand is kept in a .json")
    return output


def asked_size() -> int:
    """How many players there are; raises Abort."""
    while not re.fullmatch("[0-9]{1,3}", typed := _line("How many of you have a character? Enter: 4") or "4"):
        note("  write a number, 3 to 8")
    return int(typed)


def _say(text: str, heavy: bool = False) -> None:
    """Words that are harmless already, in bold where a terminal shows it."""
    sys.stderr.write((bold(text) if heavy and is_terminal(sys.stderr) else text) + "\n")


def _line(prompt: str) -> str:
    """A line that somebody types; raises Abort where there is none to come."""
    sys.stderr.write(f"{prompt}\n> ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        note("")
        raise typer.Abort
    if not sys.stdin.isatty():
        note(line.rstrip("\n"))
    return line.strip()[:LONGEST_LINE]


class _AtTheTable:
    """The answers given so far, in their order, so that one can go back; and what was told with them."""

    def __init__(self, people: "People", origin: "CircleOrigin") -> None:
        self.people, self.origin = people, origin
        self.answers: dict[Ask, str] = {}
        self.groups: list[tuple[Ask, ...]] = []
        self.step, self.told = 0, False
        self.skipped: tuple[int, str] | None = None
        self.unasked = ""
        self.titles = titles_of(people.tables)

    def turn(self) -> "Turn":
        """How far the circle has come; what is skipped is answered by chance."""
        from rpgkit.asking import BY_CHANCE
        from rpgkit.byhand import turn_of
        from rpgkit.questions import asked_said

        while True:
            turn = turn_of(self.people, self.origin, self.answers)
            if self.told:
                self._tell(turn)
            if turn.question is None or self.skipped not in ((0, ""), (turn.question.step, turn.question.ask.of)):
                self.skipped = None if turn.question else self.skipped
                return turn
            self._take({turn.question.ask: BY_CHANCE})
            self.unasked = f"{asked_said(turn.question, turn.asking)}: "

    def _tell(self, turn: "Turn") -> None:
        """What the last answer came to; where nothing was asked, what it would have been, too."""
        self.told, unasked, self.unasked = False, self.unasked, ""
        from rpgkit.byhand import came_to

        for ask in self.groups[-1]:
            if said := came_to(turn.asking, ask, self.titles):
                note(paragraph(unasked + said, "  "))

    def put(self, turn: "Turn") -> None:
        """Puts a question, until it is answered or one goes back."""
        from rpgkit.questions import HELP, question_said, step_said

        question = turn.question
        assert question
        if question.step != self.step:
            self.step = question.step
            _say("\n" + paragraph(step_said(self.step, self.origin)), heavy=True)
            if self.step == 2:
                note(paragraph(f"({HELP})"))
        while not self._answer(question, _line(question_said(question, turn.asking))):
            pass

    def _answer(self, question: "Question", typed: str) -> bool:
        """Whether what was typed leads on."""
        from rpgkit.byhand import answers_to

        if typed.lower() in ("b", "back") and "b" not in question.options:
            return self._back()
        if typed == "?":
            return _show(question, self.titles)
        if typed.lower() in ("rest", "all"):
            self.skipped = (0, "") if typed.lower() == "all" else (question.step, question.ask.of)
            typed = ""
        try:
            self._take(answers_to(question, typed))
        except RpgkitError as error:
            note(f"  {error}")
            return False
        return True

    def _take(self, answers: "dict[Ask, str]") -> None:
        self.answers |= answers
        self.groups.append(tuple(answers))
        self.told = True

    def _back(self) -> bool:
        """Takes the last answer back."""
        if not self.groups:
            note("  this is the first question")
            return False
        for ask in self.groups.pop():
            del self.answers[ask]
        return True


def _show(question: "Question", titles: "dict[str, str]") -> bool:
    """Shows the rows that may come."""
    from rpgkit.table import Setting, set_for_reader

    table = question.table
    if table is None:
        note("  " + (", ".join(question.options) or f"a {question.dice.notation}, no table"))
        return False
    rows = [
        (table.numbers(row), set_for_reader(table, row, Setting(titles, question.asked.known)))
        for row in question.rows()
    ]
    _say(columns(rows, heavy=-1))
    return False
