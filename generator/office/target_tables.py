"""Reads the tables of a plan that list its targets, with a value in a column for each year or period."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from generator.model.slugs import fold
from generator.office.plan_columns import kind_of
from generator.office.printed_tasks import WordPlace
from generator.office.target_sentences import COMPARING
from generator.office.word_tables import Block, Paragraph, WordCell, WordRow, WordTable

_TITLE = re.compile(
    r"(?:ten |noi dung )?(?:cac )?(?:nhom )?chi tieu(?: (?:chu yeu|cu the|chinh))?|chi tieu, .*"
)
_UNIT = re.compile(r"don vi(?: tinh)?|dvt|dv tinh")
_RESPONSIBLE = re.compile(r"trach nhiem|theo doi")
_BASELINE = re.compile(r".*\b(?:thuc hien|hien trang|ket qua|uoc)\b.*")
_VALUE = re.compile(r".*\b(?:ke hoach|muc tieu|chi tieu|gia tri|muc|nam|giai doan|den)\b.*|(?:nam )?20\d\d.*")
_ANNEX = re.compile(r"phu luc(?: so)?(?:[ .:-]+([ivxlc]+|\d{1,2}|[a-z])(?![a-z0-9]))?")
_YEARS = re.compile(r"giai đoạn \d{4}\s*[-–]\s*\d{4}|\d{4}\s*[-–]\s*\d{4}|(?:năm )?20\d\d", re.IGNORECASE)
_SIGNS = {"≥": ">=", ">=": ">=", "≤": "<=", "<=": "<=", ">": ">", "<": "<", "=": "="}
_WORDS = {**COMPARING, "đạt": "="}
_CELL = re.compile(
    rf"(?P<before>{'|'.join((*_SIGNS, *sorted(_WORDS, key=len, reverse=True)))})?\s*"
    r"(?P<number>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
    r"\s*(?P<unit>%|[^\W\d]+(?: [^\W\d]+){0,2})??\s*(?P<after>trở (?:lên|xuống))?",
    re.IGNORECASE,
)
_RANK = re.compile(r"(?:thuộc |trong )?(?:top|tốp|nhóm) (?P<number>\d{1,2})(?:\D.*)?", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—x./ ]*", re.IGNORECASE)

MOST_HEADER = 80
"""Most characters of a header cell."""

Value: TypeAlias = tuple[str, str, str, str, str]
"""Comparator, number with a decimal point, unit, words as written, period."""


@dataclass(slots=True)
class TableTarget:
    """A row of a table of targets."""

    number: str
    at: str
    row: str
    """Its number as printed; empty if it has none."""
    title: str
    heading: str
    """Words of the heading above it in the table; empty if there is none."""
    place: WordPlace
    values: list[Value] = field(default_factory=list)
    baseline: tuple[str, str] = ("", "")
    """Words and period of the value before."""
    responsible: str = ""
    deadline: str = ""
    unread: list[tuple[WordPlace, str]] = field(default_factory=list)
    """Cells whose value is not plain, and their words."""


@dataclass(frozen=True, slots=True)
class TargetColumns:
    """What each grid column of a table of targets holds, and its header words."""

    kinds: tuple[str, ...]
    titles: tuple[str, ...]
    rows: int
    """Number of rows of the header."""

    def kind(self, cell: WordCell) -> str:
        """Return the kind of the column where a cell begins."""
        return self.kinds[cell.start] if cell.start < len(self.kinds) else "other"


def target_header(rows: Sequence[WordRow]) -> TargetColumns | None:
    """Return the columns of a table of targets whose header begins with the first row; None for another."""
    if not rows or any(len(cell.text) > MOST_HEADER for cell in rows[0].cells):
        return None
    titles = _spread(rows[0])
    used = 1
    if len(rows) > 1 and any(cell.continues for cell in rows[1].cells):
        below = _spread(rows[1], len(titles))
        titles = [" ".join(filter(None, pair)) for pair in zip(titles, below, strict=True)]
        used = 2
    if len(rows) > used and all(re.fullmatch(r"\(?[\dA-Z]{1,2}\)?", cell.text) for cell in rows[used].cells):
        used += 1
    kinds = tuple(map(_kind, titles))
    sound = "title" in kinds and "value" in kinds and "product" not in kinds
    return TargetColumns(kinds, tuple(titles), used) if sound else None


def _spread(row: WordRow, width: int = 0) -> list[str]:
    words = [""] * (width or row.width)
    for cell in row.cells:
        for column in range(cell.start, min(cell.start + cell.span, len(words))):
            words[column] = cell.text
    return words


def _kind(title: str) -> str:
    words = " ".join(re.sub(r"[^a-z0-9,/() -]+", " ", fold(title)).split())
    known = kind_of(title)
    named = (
        ("number", known == "number"),
        ("unit", _UNIT.fullmatch(words)),
        ("title", _TITLE.fullmatch(words)),
        ("responsible", known in ("lead", "coordinating", "both") or _RESPONSIBLE.search(words)),
        ("product", known == "deliverables" and "san pham" in words),
        ("baseline", _BASELINE.fullmatch(words)),
        ("deadline", known == "deadline" and not _YEARS.search(title)),
        ("value", _VALUE.fullmatch(words)),
    )
    return next((kind for kind, fits in named if fits), "other")


def parted(blocks: Iterable[Block]) -> tuple[list[Block], list[TableTarget], list[WordTable]]:
    """Part the tables of targets from the rest of a document.

    Returns:
        The other blocks, the targets in printed order, and the tables that were theirs.
    """
    rest: list[Block] = []
    targets: list[TableTarget] = []
    tables: list[WordTable] = []
    label, at, sheet = "", "", ""
    for block in blocks:
        if block.sheet != sheet:
            label, at, sheet = "", block.sheet, block.sheet
        if isinstance(block, Paragraph):
            words = " ".join(fold(" ".join(block.lines[:1])).split())
            if len(words) <= MOST_HEADER and (found := _ANNEX.match(words)):
                label = (found[1] or "").upper()
                at = f"Phụ lục {label}".strip()
        elif (columns := target_header(block.rows)) is not None:
            prefix = f"PL.{label}".strip(".") if at.startswith("Phụ lục") else f"B{block.number}"
            targets += _Rows(block, columns, prefix, at or f"Bảng {block.number}").read()
            tables.append(block)
            continue
        rest.append(block)
    return rest, targets, tables


@dataclass
class _Rows:
    table: WordTable
    columns: TargetColumns
    prefix: str
    at: str

    def read(self) -> Iterator[TableTarget]:
        """Yield a target for each row with a title and more."""
        heading, count = "", 0
        for row in self.table.rows[self.columns.rows :]:
            texts = {self.columns.kind(cell): cell.text for cell in reversed(row.cells) if cell.text}
            title = texts.get("title", "")
            if not set(texts) - {"number"}:
                continue
            if not set(texts) - {"number", "title"} or row.cells[0].span > 1:
                heading = title or texts.get("number", "") or row.cells[0].text
                continue
            if title:
                count += 1
                yield self._target(row, texts, heading, count)

    def _target(self, row: WordRow, texts: dict[str, str], heading: str, count: int) -> TableTarget:
        printed = texts.get("number", "").strip(" .)")
        fits = re.fullmatch(r"[0-9A-Za-zĐđ]{1,4}(?:\.[0-9A-Za-zĐđ]{1,4}){0,3}", printed)
        place = (self.table.number, row.number, row.place(self.columns.kinds.index("title")))
        made = TableTarget(
            f"{self.prefix}.{printed if fits else count}",
            self.at,
            printed if fits else "",
            texts["title"],
            heading,
            place,
            responsible=texts.get("responsible", ""),
            deadline=texts.get("deadline", ""),
        )
        for index, cell in enumerate(row.cells, 1):
            kind = self.columns.kind(cell)
            if kind == "value" and not _NOTHING.fullmatch(cell.text):
                value = read_value(cell.text, texts.get("unit", ""))
                if value is None:
                    made.unread.append(((self.table.number, row.number, index), cell.text))
                else:
                    made.values.append((*value, cell.text, self._period(cell)))
            elif kind == "baseline" and not _NOTHING.fullmatch(cell.text):
                made.baseline = (cell.text, self._period(cell))
        return made

    def _period(self, cell: WordCell) -> str:
        """Return the years that the header of a column names, as “năm 2026” or “giai đoạn 2026-2030”."""
        found = _YEARS.search(self.columns.titles[cell.start])
        if found is None:
            return ""
        words = found[0][:1].lower() + found[0][1:]
        if words[0].isdigit():
            words = f"giai đoạn {words}" if "-" in words or "–" in words else f"năm {words}"
        return words


def read_value(text: str, unit: str) -> tuple[str, str, str] | None:
    """Return comparator, number and unit that a cell states; None if it is not plain.

    Args:
        text: The cell, such as “≥ 95%”, “95”, “Top 10”.
        unit: The unit of its row; empty if no column names one.
    """
    words = " ".join(text.split()).strip(" .;")
    if rank := _RANK.fullmatch(words):
        return "<=", str(int(rank["number"])), "hạng"
    found = _CELL.fullmatch(words)
    if found is None:
        return None
    before, after = (found["before"] or "").lower(), found["after"]
    own = found["unit"] or unit
    # A share in one and another unit in the other would be a guess.
    if not own or (found["unit"] and unit and fold(found["unit"]) != fold(unit)):
        return None
    comparator = _SIGNS.get(before) or _WORDS.get(before, "=")
    if after:
        comparator = ">=" if after.lower().endswith("lên") else "<="
    number = found["number"]
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number)
    plain = (number.replace(".", "") if grouped else number).replace(",", ".")
    whole, point, rest = plain.partition(".")
    return comparator, f"{int(whole)}{point}{rest}", own
