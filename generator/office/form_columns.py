"""The columns of the form, said once for the one who writes it and the one who reads it back."""

from dataclasses import dataclass
from typing import get_args

from generator.data.catalogue import Catalogue
from generator.model import records


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet; its heading stands in the catalogue under ``office.column.<id>``."""

    id: str
    width: float
    """In characters of Excel's default font."""
    typed: bool = False
    """Filled in by the agency; every other column is locked."""
    printed: bool = True


UNIT = Column("unit", 17)
"""Only in the form of a commune that reports for its units."""

TASKS = (
    Column("number", 6),
    Column("task", 46),
    UNIT,
    Column("deadline", 14),
    Column("products", 22),
    Column("previous", 16),
    Column("state", 15, typed=True),
    Column("completed", 13, typed=True),
    Column("value", 10, typed=True),
    Column("evidence", 21, typed=True),
    Column("note", 26, typed=True),
    Column("report", 18, typed=True, printed=False),
    Column("merged", 13, typed=True, printed=False),
    Column("postponed", 14, typed=True, printed=False),
    Column("postponing", 18, typed=True, printed=False),
    Column("key", 20, printed=False),
)
"""Columns of the sheet of tasks."""

TARGETS = (
    Column("number", 8),
    Column("target", 50),
    Column("level", 30),
    Column("measured-in", 10),
    Column("previous", 16),
    Column("state", 15, typed=True),
    Column("value", 13, typed=True),
    Column("evidence", 21, typed=True),
    Column("note", 26, typed=True),
    Column("report", 18, typed=True, printed=False),
    Column("key", 26, printed=False),
)
"""Columns of the sheet of targets."""

DOCUMENTS = (
    Column("symbol", 22, typed=True),
    Column("kind", 18, typed=True),
    Column("date", 15, typed=True),
    Column("issuer", 40, typed=True),
    Column("title", 70, typed=True),
)
"""Columns of the sheet where documents that the portal does not know are introduced."""

SHEETS = {"tasks": TASKS, "targets": TARGETS, "documents": DOCUMENTS}
"""The sheets people see, by the id of their names (``office.sheet.<id>``)."""

UNCHECKED = frozenset({"key", "previous"})
"""Locked columns whose text is no part of what is asked: the row's key, and what was reported before."""

HEAD = ("cutoff", "person", "report")
"""Cells above the sheet of tasks, filled once; labels ``office.head.<id>``."""

HIDDEN = "_cong"
"""Name of the sheet that says what the file is."""

STATES: tuple[str, ...] = get_args(records.ResultState)

KINDS = (
    "Quyết định", "Kế hoạch", "Báo cáo", "Công văn", "Thông báo", "Tờ trình", "Nghị quyết", "Chỉ thị",
    "Hướng dẫn", "Biên bản", "Chương trình", "Kết luận", "Giấy mời",
)  # fmt: skip
"""Kinds of document offered; others may be typed."""


def held(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns whose cells must come back as they went out."""
    return tuple(column for column in columns if not column.typed and column.id not in UNCHECKED)


def state_word(catalogue: Catalogue, state: str) -> str:
    """The state as the form offers it."""
    return catalogue.text(f"office.state.{state}")
