"""Reads the text of a plan before its annexes: headings, paragraphs and list items, with their numbers.

Numbers are those printed or computed by Word, joined from the top: under II and 1, “a)” is II.1.a. Items with
a dash and paragraphs without any mark get the next free number, and the printed place above them as theirs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.model.slugs import fold
from generator.office.word_tables import Block, Paragraph, WordTable

_MARKS = (
    (0, re.compile(r"([A-HĐ])\.\s*")),
    (1, re.compile(r"([IVX]{1,5})[.)]\s*")),
    (2, re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+|(\d{1,2})[.)]\s*")),
    (6, re.compile(r"([a-zđ])[.)]\s*")),
    (8, re.compile(r"([+*▪◦])\s*")),
    (7, re.compile(r"([-–—•●·\uf000-\uf0ff])\s*")),
)
"""Level and pattern of what stands before a line; a number with points is as much deeper as it has points."""

_LETTERS = 6
_SIGNS = 7
"""Level from which a mark is a sign and no number."""

_ARTICLE = re.compile(r"Điều\s+(\d{1,2})\s*[.:]\s*", re.IGNORECASE)
_ANNEX = re.compile(r"phu luc(?: so)?(?:[ .:-]+(?:[ivxlc]+|\d{1,2}|[a-z])(?![a-z0-9]))?")
_NAMES = frozenset(
    {"ke hoach", "thong bao", "chuong trinh", "de an", "phuong an", "chi thi", "nghi quyet", "quyet dinh"}
)
"""Names of documents, alone on the first line of their title."""
_DECISION = "quyet dinh"
_GROUNDS = re.compile(
    r"(?:can cu|theo de nghi|xet de nghi|thuc hien|trien khai|de (?:chu dong|trien khai)|nham)\b"
)
_SIGNED = re.compile(r"(?:noi nhan|(?:tm|kt|tl|q)\. )")
_CLOSED = re.compile(r"tren day la\b|[^.;]{0,90} yeu cau (?:cac|thu truong)\b")
_KINDS = (
    ("funding", re.compile(r"(?:nguon )?kinh phi|nguon luc")),
    ("responsibility", re.compile(r"to chuc thuc hien|(?:phan cong )?(?:trach nhiem|thuc hien)|phan cong")),
    ("duty", re.compile(r".*nhiem vu")),
    ("solution", re.compile(r".*giai phap")),
    ("goal", re.compile(r".*(?:chi tieu|muc tieu)")),
    ("purpose", re.compile(r"(?:muc dich|yeu cau|quan diem|pham vi|doi tuong|su can thiet)")),
)
"""Kinds of sections by the words of their headings, folded; the first that fits counts."""

LONGEST_TITLE = 200
"""Most characters of a heading; one deeper than a number is shorter, see `LONGEST_ITEM_TITLE`."""

LONGEST_ITEM_TITLE = 60

LONGEST_LETTERED_TITLE = 120


@dataclass(slots=True)
class BodyPart:
    """A heading, paragraph or item of the text."""

    number: str
    at: str
    """The printed place: its own number, or that of the part above for items without one."""
    kind: str
    place: int
    """Which paragraph of the file it is, from 1."""
    title: str = ""
    text: str = ""
    level: int = 0
    marked: bool = True
    """Whether the text numbers it, or begins it with a sign."""
    above: "BodyPart | None" = None

    @property
    def words(self) -> str:
        """Its heading and text."""
        return " ".join(filter(None, (self.title, self.text)))


@dataclass(slots=True)
class Body:
    """The text of a plan."""

    parts: list[BodyPart] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Lines that are no part of it: letterhead, titles, recipients, signatures."""


@dataclass(frozen=True, slots=True)
class _Line:
    level: int
    """99 for a line without a mark."""
    label: str
    text: str
    place: int


_NO_MARK = 99


def read_body(blocks: Iterable[Block]) -> Body:
    """Read the paragraphs before the first annex; tables and all of Excel are none of it."""
    reader = _BodyReader(list(_lines(blocks)))
    reader.read()
    heads = {id(part.above) for part in reader.made.parts}
    for part in reader.made.parts:
        if part.title and not part.text and id(part) not in heads and _is_sentence(part):
            part.title, part.text = "", part.title
    return reader.made


def _is_sentence(part: BodyPart) -> bool:
    """Whether what looks like a heading, but heads nothing, is a sentence without a full stop."""
    return part.kind != "responsibility" and (part.level >= _LETTERS or "%" in part.title)


def _lines(blocks: Iterable[Block]) -> Iterator[_Line]:
    """Yield the lines up to the first annex, each with its mark."""
    for place, block in enumerate(blocks, 1):
        if isinstance(block, WordTable) or block.sheet:
            continue
        if block.lines and _is_annex(block.lines[0]):
            return
        yield from (_line(block, index, place) for index in range(len(block.lines)))


def _is_annex(line: str) -> bool:
    words = " ".join(fold(line).split())
    # A long paragraph that begins with “Phụ lục” is a sentence, not a title.
    return len(words) <= LONGEST_TITLE and _ANNEX.match(words) is not None and not words.endswith(".")


def _line(paragraph: Paragraph, index: int, place: int) -> _Line:
    text = paragraph.lines[index]
    mark = paragraph.marks[index] if index < len(paragraph.marks) else ""
    for level, pattern in _MARKS:
        found = pattern.fullmatch(f"{mark} ") or pattern.fullmatch(mark) if mark else pattern.match(text)
        if found is None:
            continue
        label = next(filter(None, found.groups()))
        words = text if mark else text[found.end() :]
        # “A. ” may begin a name; a heading with a capital letter is in capitals.
        if words and not (level == 0 and not words.isupper()):
            return _Line(level + label.count("."), label, words, place)
    return _Line(_SIGNS if mark else _NO_MARK, "", text, place)


class _BodyReader:
    def __init__(self, lines: list[_Line]) -> None:
        self.made = Body()
        self.lines = lines
        self.stack: list[BodyPart] = []
        self.taken: set[str] = set()
        self.begun = False
        """Whether a numbered part has come since the title."""
        self.inside = not any(self._name(line) for line in lines)
        """Whether the text has begun: it does with the title, or at once where there is none."""
        self.decision = False
        self.last: BodyPart | None = None
        self.printed = self._printed()

    def read(self) -> None:
        for index, line in enumerate(self.lines):
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            if name := self._name(line):
                self._enter(name)
                self.made.left_out.append(line.text)
            elif not self.inside:
                self.made.left_out.append(line.text)
            elif line.level >= _SIGNS and _SIGNED.match(fold(line.text)):
                self.inside = False
                self.made.left_out.append(line.text)
            else:
                self._take(line, following)

    def _name(self, line: _Line) -> str:
        """Return the name of a document whose title a line begins; empty for any other line."""
        words = " ".join(fold(line.text).split()).strip(" :.")
        return words if words in _NAMES and line.text.isupper() else ""

    def _enter(self, name: str) -> None:
        again = self.inside and self.decision and name == _DECISION
        self.inside, self.begun, self.last = True, again, None
        self.decision = name == _DECISION
        self.stack = []

    def _take(self, line: _Line, following: _Line | None) -> None:
        if self.decision:
            self._take_of_decision(line)
        elif line.level < _NO_MARK:
            self.begun = True
            self._item(line, following)
        elif not self.begun:
            self._opening(line, "MĐ", "Mở đầu")
        elif self.last is not None and line.text[:1].islower():
            self._go_on(line)
        else:
            self._paragraph(line)

    def _take_of_decision(self, line: _Line) -> None:
        article = _ARTICLE.match(line.text)
        if article:
            self.begun = True
            words = line.text[article.end() :]
            folded = fold(words)
            kind = "responsibility" if "trach nhiem thi hanh" in folded else "purpose"
            kind = "closing" if "co hieu luc" in folded else kind
            part = BodyPart(f"QĐ.{article[1]}", f"Điều {article[1]}", kind, line.place, text=words)
            self._add(part)
            self.stack = [part]
        elif not self.begun:
            self._opening(line, "QĐ.MĐ", "Căn cứ")
        elif self.stack:
            self._below(line, self.stack[0])

    def _opening(self, line: _Line, prefix: str, at: str) -> None:
        """Read a paragraph before the first number: one of the grounds, or of the title and left out."""
        known = self.last is not None
        if not known and not _GROUNDS.match(fold(line.text)) and len(line.text) < LONGEST_TITLE:
            self.made.left_out.append(line.text)
            return
        if known and line.text[:1].islower():
            self._go_on(line)
            return
        self._add(BodyPart(self._free(prefix), at, "purpose", line.place, text=line.text, marked=False))

    def _item(self, line: _Line, following: _Line | None) -> None:
        """Read a line with a number or sign."""
        while self.stack and self.stack[-1].level >= line.level:
            self.stack.pop()
        above = self.stack[-1] if self.stack else None
        number, at = self._number(line, above)
        part = BodyPart(number, at, self._kind(line, above), line.place, level=line.level, above=above)
        deeper = following is not None and line.level < following.level < _NO_MARK
        before, colon, after = line.text.partition(": ")
        if line.level < _SIGNS and colon and len(before) <= LONGEST_ITEM_TITLE and after[:1].isupper():
            part.title, part.text = before, after
        elif self._is_title(line, deeper=deeper):
            part.title = line.text.rstrip(" :")
        else:
            part.text = line.text
        self._add(part)
        self.stack.append(part)

    def _number(self, line: _Line, above: BodyPart | None) -> tuple[str, str]:
        """Return the number of a line and its printed place."""
        if line.level >= _SIGNS or not line.label:
            return self._free(above.number if above else "MĐ"), above.at if above else "Mở đầu"
        number = self._full(line.label, above.number if above else "")
        if number in self.taken:
            number = self._free(above.number if above else number)
        return number, number

    def _full(self, label: str, above: str) -> str:
        # “1.2” below “1” is not “1.1.2”.
        head = label.rpartition(".")[0]
        if head and above.endswith(head):
            above = above.removesuffix(head).rstrip(".")
        return f"{above}.{label}" if above else label

    def _printed(self) -> set[str]:
        """Return the numbers that the text prints, which no item without a number may take."""
        found: set[str] = set()
        stack: list[tuple[int, str]] = []
        for line in self.lines:
            if line.level < _SIGNS and line.label:
                while stack and stack[-1][0] >= line.level:
                    stack.pop()
                number = self._full(line.label, stack[-1][1] if stack else "")
                found.add(number)
                stack.append((line.level, number))
        return found

    def _free(self, above: str) -> str:
        at = 1
        while f"{above}.{at}" in self.taken | self.printed:
            at += 1
        return f"{above}.{at}"

    def _is_title(self, line: _Line, *, deeper: bool) -> bool:
        text = line.text
        if line.level <= 1:
            return len(text) <= LONGEST_TITLE
        if line.level >= _LETTERS and len(text) > LONGEST_LETTERED_TITLE:
            return False
        if line.level >= _SIGNS:
            return deeper and len(text) <= LONGEST_ITEM_TITLE
        return (
            len(text) <= LONGEST_TITLE
            and not text.endswith((".", ";", ",", "/"))
            and (deeper or text.endswith(":") or not text[:1].islower())
        )

    def _kind(self, line: _Line, above: BodyPart | None) -> str:
        """Return the kind that a heading names; that of the part above for all others."""
        inherited = above.kind if above else "purpose"
        words = fold(line.text).strip(" :")
        if line.level >= _SIGNS or len(words) > (LONGEST_TITLE if line.level <= 1 else LONGEST_ITEM_TITLE):
            return inherited
        if inherited == "responsibility" and line.level > 1:
            return inherited
        return next((kind for kind, pattern in _KINDS if pattern.match(words)), inherited)

    def _go_on(self, line: _Line) -> None:
        """Join a line that a page or a line end broke off."""
        assert self.last is not None  # noqa: S101 - callers have looked
        if self.last.text or not self.last.title:
            self.last.text = f"{self.last.text} {line.text}".strip()
        else:
            self.last.title = f"{self.last.title} {line.text}"
            if self.last.level > 1 and line.text.endswith((".", ";")):
                self.last.title, self.last.text = "", self.last.title

    def _paragraph(self, line: _Line) -> None:
        """Read a paragraph without a mark: the text of the heading above it, or one of its own."""
        words = fold(line.text)
        if _CLOSED.match(words) and "KT" not in self.taken:
            self._add(BodyPart("KT", "Kết thúc", "closing", line.place, text=line.text, marked=False))
            self.stack = []
            return
        if self.last is not None and self.last.title and not self.last.text and self.last in self.stack:
            self.last.text = line.text
            return
        if not self.stack:
            self.made.left_out.append(line.text)
            return
        if self.last is self.stack[-1] and self.last.level == _LETTERS and not line.text.startswith("("):
            self._go_on_below(self.last, line)
            return
        # Under letters, a paragraph in brackets is a remark on the whole part.
        lettered = any(part.level == _LETTERS for part in self.stack)
        signs = self.stack[-1].level >= _SIGNS and not (lettered and line.text.startswith("("))
        while len(self.stack) > 1 and self.stack[-1].level >= (_SIGNS if signs else 2):
            self.stack.pop()
        closing = words.startswith("trong qua trinh")
        self._below(line, self.stack[-1], "closing" if closing else "")

    def _go_on_below(self, item: BodyPart, line: _Line) -> None:
        """Read the paragraph after a lettered item: what stands before it is its heading."""
        if not item.title:
            item.title, item.text = item.text, line.text
        else:
            self._below(line, item)

    def _below(self, line: _Line, above: BodyPart, kind: str = "") -> None:
        part = BodyPart(self._free(above.number), above.at, kind or above.kind, line.place, text=line.text)
        part.marked, part.above, part.level = line.level < _NO_MARK, above, line.level
        self._add(part)

    def _add(self, part: BodyPart) -> None:
        self.taken.add(part.number)
        self.made.parts.append(part)
        self.last = part
