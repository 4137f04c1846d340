"""Bytes of a data file → text fit for the YAML parser, with everything wrong at the level of characters.

What is wrong is reported and then mended in the copy handed on, without moving any character to another
line or column, so that the problems found later still name their true place.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from generator.data.problems import MOST_TOLD, WHOLE_FILE, FileProblems, Mark

MAX_BYTES = 8 * 1024 * 1024
"""Size of the largest file read: 8 MiB."""

FORBIDDEN = {
    "control-character": re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"),
    "bidi-character": re.compile("[\u202a-\u202e\u2066-\u2069]"),
}
"""By problem code: characters that show nothing or end a line for some programs only; that turn the text."""

_DAMAGED = re.compile("\ufffd")
_TAB = re.compile(r"^ *+(?:- *+)*+(\t[ \t-]*+)", re.MULTILINE)
"""A tab where the depth of a line is read: before its text, or after the "-" of a list item."""
_DIRECTIVE = re.compile(r"^%.*+", re.MULTILINE)
_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class SourceText:
    """The text of a file, ready to be parsed."""

    text: str
    """Lines end in LF; forbidden characters and tabs of the indentation are spaces."""
    composed: bool
    """Whether the file was NFC throughout."""
    indented: bool
    """Whether the depth of every line can be trusted: no tab stood in an indentation."""


def read_text(data: bytes, problems: FileProblems) -> SourceText | None:
    """The text of a file, or None when nothing can be read; what is wrong is added to the problems."""
    text = _decode(data, problems)
    if text is None:
        return None
    text = _end_lines(text, problems)
    if not text.strip():
        problems.add(WHOLE_FILE, "", "empty-file")
        return None
    if not text.endswith("\n"):
        end = Mark(text.count("\n") + 1, len(text) - text.rfind("\n"))
        problems.add(end, "", "no-final-newline", severity="warning")
    places = _Places(text, problems)
    indented = not places.report(_TAB, "tab-indent", group=1)
    if not indented:
        text = _TAB.sub(lambda tab: tab[0].replace("\t", " "), text)
    if places.report(_DIRECTIVE, "directive"):
        # As a comment it cannot act, and the parser never compares thousands of them with each other.
        text = _DIRECTIVE.sub(lambda line: "#" + line[0][1:], text)
    composed = unicodedata.is_normalized("NFC", text)
    if not composed:
        _report_decomposed(text, problems)
    places.report(_DAMAGED, "damaged-character")
    for code, pattern in FORBIDDEN.items():
        if places.report(pattern, code):
            text = pattern.sub(" ", text)
    return SourceText(text, composed, indented)


def _decode(data: bytes, problems: FileProblems) -> str | None:
    if len(data) > MAX_BYTES:
        problems.add(WHOLE_FILE, "", "file-too-large", size=len(data), limit=MAX_BYTES)
        return None
    # UTF-16 without its mark is full of zero bytes, which text in UTF-8 never holds.
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
        mark = Mark(before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode()) + 1)
        if error.reason == "unexpected end of data":
            problems.add(mark, "", "cut-in-letter")
        else:
            count = data.decode(errors="replace").count("\ufffd") - data.count("\ufffd".encode())
            problems.add(mark, "", "not-utf-8", byte=f"{data[error.start]:02X}", count=count)
        return None


def _end_lines(text: str, problems: FileProblems) -> str:
    """The text with LF line ends; one problem a file for each other kind, never one a line."""
    if "\r" not in text:
        return text
    if windows := text.count("\r\n"):
        problems.add(WHOLE_FILE, "", "crlf", count=windows)
        text = text.replace("\r\n", "\n")
    if alone := text.count("\r"):
        before = text[: text.index("\r")]
        mark = Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
        problems.add(mark, "", "carriage-return", count=alone)
    return text.replace("\r", "\n")


def _report_decomposed(text: str, problems: FileProblems) -> None:
    """Adds the first word of each line whose letters are spelt with loose accents."""
    for number, line in enumerate(text.split("\n"), 1):
        if unicodedata.is_normalized("NFC", line):
            continue
        composed = unicodedata.normalize("NFC", line)
        pairs = enumerate(zip(line, composed, strict=False))
        same = next((i for i, (typed, meant) in pairs if typed != meant), len(composed))
        start = same - len(re.split(r'[\s":,]', line[:same])[-1])
        word = re.split(r'[\s":,]', line[start:], maxsplit=1)[0]
        problems.add(Mark(number, same + 1), "", "not-composed", value=unicodedata.normalize("NFC", word))


class _Places:
    """Reports where patterns stand in a text, by line and column."""

    def __init__(self, text: str, problems: FileProblems) -> None:
        self.text = text
        self.problems = problems
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def report(self, pattern: re.Pattern[str], code: str, group: int = 0) -> bool:
        """Adds a problem for each match and says whether there was one.

        Args:
            pattern: What is wrong.
            code: The problem's code; its parameter `value` is the text matched.
            group: The group whose place is the problem's.
        """
        matches = pattern.finditer(self.text)
        told = list(islice(matches, MOST_TOLD + 1))
        for match in told:
            self.problems.add(self._mark(match.start(group)), "", code, value=match[group])
        self.problems.add_uncounted(code, _count(matches))
        return bool(told)

    def _mark(self, offset: int) -> Mark:
        line = bisect_right(self.starts, offset)
        return Mark(line, offset - self.starts[line - 1] + 1)


def _count(matches: Iterator[object]) -> int:
    return sum(1 for _ in matches)
