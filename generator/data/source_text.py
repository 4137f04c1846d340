"""Decodes a data file for the YAML parser and reports everything wrong with its characters.

Faults are reported and then repaired in the copy that is parsed, without moving any character to another
line or column, so that problems found later have the right place. The texts of documents and frozen tables
are only checked: they are published byte for byte as they are.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.data.characters import FORBIDDEN
from generator.data.problems import MOST_REPORTED, WHOLE_FILE, FileProblems, Position

MAX_BYTES = 16 * 1024 * 1024
"""Largest file that is read: 16 MiB, enough for a plan of 15,000 tasks of the length of the city's."""

_DAMAGED = re.compile("\ufffd")
_TAB = re.compile(r"^ *+(?:- *+)*+(\t[ \t-]*+)", re.MULTILINE)
"""A tab in the indentation of a line: before its text, or after the "-" of a list item."""
_DIRECTIVE = re.compile(r"^%.*+", re.MULTILINE)
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class SourceText:
    """The text of a file after repairs, ready to be parsed."""

    text: str
    """Lines end in LF; forbidden characters and tabs in indentations are replaced by spaces."""
    composed: bool
    """Whether all of the file was in Unicode form NFC."""
    indented: bool
    """Whether indentations can be relied on: none of them contained a tab."""


def read_text(data: bytes, problems: FileProblems) -> SourceText | None:
    """Return the text of a file, None when it cannot be read; faults are added to `problems`."""
    text = decoded(data, problems)
    if text is None:
        return None
    text = _end_lines(text, problems)
    if not text.strip():
        problems.add(WHOLE_FILE, "", "empty-file")
        return None
    if not text.endswith("\n"):
        end = Position(text.count("\n") + 1, len(text) - text.rfind("\n"))
        problems.add(end, "", "no-final-newline", severity="warning")
    places = _Places(text, problems)
    indented = not places.report(_TAB, "tab-indent", group=1)
    if not indented:
        text = _TAB.sub(lambda tab: tab[0].replace("\t", " "), text)
    if places.report(_DIRECTIVE, "directive"):
        # Turned into comments, directives have no effect, and thousands of them cannot slow the parser down.
        text = _DIRECTIVE.sub(lambda line: "#" + line[0][1:], text)
    composed, text = _checked(text, places, problems)
    return SourceText(text, composed, indented)


def check_text(data: bytes, problems: FileProblems) -> None:
    """Report what the text of a document must not have; what only YAML forbids is allowed in it."""
    text = decoded(data, problems)
    if text is None:
        return
    text = _end_lines(text, problems)
    if not text.strip():
        problems.add(WHOLE_FILE, "", "empty-file")
    check_characters(text, problems)


def check_characters(text: str, problems: FileProblems) -> None:
    """Report the characters of a text (LF line ends) that no text may have."""
    _checked(text, _Places(text, problems), problems)


def _checked(text: str, places: "_Places", problems: FileProblems) -> tuple[bool, str]:
    """Report the characters that no text may have; return whether the text is in NFC, and it without them."""
    composed = unicodedata.is_normalized("NFC", text)
    if not composed:
        _report_decomposed(text, problems)
    places.report(_DAMAGED, "damaged-character")
    for code, pattern in FORBIDDEN.items():
        if places.report(pattern, code):
            text = pattern.sub(" ", text)
    return composed, text


def read_prose(data: bytes, problems: FileProblems) -> str | None:
    """Return the text of a hand-written page, None when it cannot be read; faults are added to `problems`.

    Unlike a data file it may have the line ends of any system, a byte order mark, and tabs anywhere.
    """
    text = decoded(data.removeprefix(_UTF8_BOM), problems)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _checked(text, _Places(text, problems), problems)[1]


def decoded(data: bytes, problems: FileProblems, limit: int = MAX_BYTES) -> str | None:
    """Return the text of a file with its line ends; None, with the reason in `problems`, if it has none.

    Args:
        data: The bytes; `limit` and one more are enough of a larger file.
        problems: Where faults are added.
        limit: Most bytes that the file may have.
    """
    if len(data) > limit:
        problems.add(WHOLE_FILE, "", "file-too-large", limit=limit // 2**20)
        return None
    # UTF-16 without a byte order mark is recognised by its many zero bytes.
    if data.startswith(_UTF16_BOMS) or data.count(0) * 3 > len(data):
        problems.add(WHOLE_FILE, "", "utf-16")
        return None
    if data.startswith(_UTF8_BOM):
        data = data.removeprefix(_UTF8_BOM)
        problems.add(WHOLE_FILE, "", "byte-order-mark")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        mark = Position(before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode()) + 1)
        if error.reason == "unexpected end of data":
            problems.add(mark, "", "cut-in-letter")
        else:
            count = data.decode(errors="replace").count("\ufffd") - data.count("\ufffd".encode())
            problems.add(mark, "", "not-utf-8", byte=f"{data[error.start]:02X}", count=count)
        return None


def _end_lines(text: str, problems: FileProblems) -> str:
    """Return the text with LF line ends; each other kind is reported once for the whole file."""
    if "\r" not in text:
        return text
    if windows := text.count("\r\n"):
        problems.add(WHOLE_FILE, "", "crlf", count=windows)
        text = text.replace("\r\n", "\n")
    if alone := text.count("\r"):
        before = text[: text.index("\r")]
        mark = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
        problems.add(mark, "", "carriage-return", count=alone)
    return text.replace("\r", "\n")


def _report_decomposed(text: str, problems: FileProblems) -> None:
    """Report the first word of each line that has letters with separate combining marks (not NFC)."""
    for number, line in enumerate(text.split("\n"), 1):
        if unicodedata.is_normalized("NFC", line):
            continue
        composed = unicodedata.normalize("NFC", line)
        pairs = enumerate(zip(line, composed, strict=False))
        same = next((i for i, (typed, meant) in pairs if typed != meant), len(composed))
        start = same - len(re.split(r'[\s":,]', line[:same])[-1])
        word = re.split(r'[\s":,]', line[start:], maxsplit=1)[0]
        problems.add(Position(number, same + 1), "", "not-composed", value=unicodedata.normalize("NFC", word))


class _Places:
    """Reports matches of patterns in a text, by line and column."""

    def __init__(self, text: str, problems: FileProblems) -> None:
        self.text = text
        self.problems = problems
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def report(self, pattern: re.Pattern[str], code: str, group: int = 0) -> bool:
        """Add a problem for each match; return whether there is any.

        Args:
            pattern: Matches what is wrong.
            code: The problem's code; its parameter `value` is the matched text.
            group: Group of the match that the problem is about.
        """
        matches = pattern.finditer(self.text)
        first = list(islice(matches, MOST_REPORTED + 1))
        for match in first:
            self.problems.add(self._mark(match.start(group)), "", code, value=match[group])
        self.problems.add_uncounted(code, _count(matches))
        return bool(first)

    def _mark(self, offset: int) -> Position:
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)


def _count(matches: Iterator[object]) -> int:
    return sum(1 for _ in matches)
