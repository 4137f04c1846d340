"""Names tasks by the headings above them where numbers begin anew under each heading, as under annexes."""

import re
from collections.abc import Iterable

from generator.office.printed_tasks import PrintedTask

_ROMAN = re.compile(r"[IVXLC]+")


class HeadingMarks:
    """The numerals and letters of the headings above the row being read, such as I and B."""

    def __init__(self) -> None:
        """Begin without a heading."""
        self._marks: list[tuple[str, str]] = []
        """Kind (``roman``, ``letter`` or ``counted``) and mark, the highest heading first."""
        self.counted = 0
        """How many headings had no mark and were counted."""

    def enter(self, mark: str) -> None:
        """Come to a heading; one without a mark ends those before it.

        Where no heading has a mark, they are counted: numbers may begin anew under them too.
        """
        if not mark and all(kind == "counted" for kind, _ in self._marks):
            self.counted += 1
            self._marks = [("counted", _roman(self.counted))]
            return
        kind = self._kind(mark)
        kinds = [known for known, _ in self._marks]
        self._marks = self._marks[: kinds.index(kind)] if kind in kinds else self._marks
        self._marks = [*self._marks, (kind, mark)] if mark else []

    @property
    def path(self) -> str:
        """The marks joined by points; empty if there are none."""
        return ".".join(mark for _, mark in self._marks)

    def _kind(self, mark: str) -> str:
        """C, D, I, L, M, V and X are letters only where the letter before them was one."""
        before = dict(self._marks).get("letter", "")
        follows = len(mark) == 1 and bool(before) and ord(mark) == ord(before) + 1
        return "roman" if _ROMAN.fullmatch(mark) and not follows else "letter"


_WORD = re.compile(r"(?:phần|mục|chương|nhóm)\s+", re.IGNORECASE)


def mark_of(words: str) -> str:
    """Return the numeral or letter of a heading (“Phần I.”, “A)”)."""
    return _WORD.sub("", words.strip()).strip(" .):")


def _roman(number: int) -> str:
    """Return a number from 1 to 49 as a Roman numeral, as headings have them; larger ones in digits."""
    if number > 49:  # noqa: PLR2004 - L would be read as a letter
        return str(number)
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def keep_needed(rows: Iterable[PrintedTask]) -> bool:
    """Take the section from tasks of those annexes in which every number is there once without it.

    Returns whether any task has kept its own.
    """
    met: dict[tuple[str, str], str] = {}
    rows = list(rows)
    again = set()
    for row in rows:
        if met.setdefault((row.annex, row.number), row.section) != row.section:
            again.add(row.annex)
    for row in rows:
        if row.annex not in again:
            row.section = ""
    return bool(again)
