"""Invented records as text: YAML of the kind the strict loader takes, and numbered invented documents.

Everything invented names a document of `Documents`, whose symbol (``SL-11224.01/2026/MINH-HOA``) no real
document can have and whose note says that it does not exist.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from generator.data.yaml_writer import OneLine, Quoted, Value, dump

Field: TypeAlias = str | list["Field"] | dict[str, "Field"]
"""A value as it is written: text, a list, or a mapping."""

Entry: TypeAlias = dict[str, Field]
"""One record as it is written."""

MARK = "# SỐ LIỆU MINH HỌA: mọi mục bên dưới do máy sinh ra để thử nghiệm, không có thật.\n"
"""First line of every invented file, and of what is added to a real one."""

ID_PREFIX = "minh-hoa-"
"""What the id of every invented document begins with."""

DOCUMENT_NOTE = "Văn bản minh họa, không có thật."

_PLAIN = re.compile(r"[a-zà-ỹđ](?:[\w./–-]*(?: [\w(][\w./–)-]*)*)", re.IGNORECASE)
"""Plain words; whatever holds more is quoted, so that a reader sees where an invented text ends."""


def compact(fields: Mapping[str, Field | None]) -> Entry:
    """An entry without the fields that hold nothing."""
    return {name: value for name, value in fields.items() if value is not None and value != []}


def list_text(entries: Iterable[Entry]) -> str:
    """A list of records, a field a line, everything below a field on its line."""
    listed = [_lines(entry) for entry in entries]
    return dump(listed) if listed else ""


def rows_text(entries: Iterable[Entry]) -> str:
    """A list of records, a record a line."""
    listed = rows(entries)
    return dump(listed) if listed else ""


def rows(entries: Iterable[Entry]) -> list[Value]:
    """Records, each to be written on one line."""
    return [OneLine(_value(entry)) for entry in entries]


def fields_text(entry: Entry) -> str:
    """One record, a field a line."""
    return dump(_lines(entry))


def _lines(entry: Entry) -> Mapping[str, Value]:
    return {name: OneLine(_value(value)) for name, value in entry.items()}


def _value(value: Field) -> Value:
    """A value, its texts quoted unless they are plain words."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else Quoted(value)
    if isinstance(value, list):
        return [_value(item) for item in value]
    return {name: _value(item) for name, item in value.items()}


class Documents:
    """Invented documents of one issuer, numbered in the order in which they are made."""

    def __init__(self, slug: str, code: str, issuer: str) -> None:
        """A register that is still empty.

        Args:
            slug: Part of the ids.
            code: Part of the symbols.
            issuer: Who is said to have issued them.
        """
        self.slug = slug
        self.code = code
        self.issuer = issuer
        self.entries: list[Entry] = []

    def add(
        self,
        kind: str,
        day: date,
        title: str,
        *,
        issuer: str | None = None,
        relations: Mapping[str, str] | None = None,
    ) -> str:
        """Registers a document and returns its id.

        Args:
            kind: Kind of document.
            day: Day on which it is said to have been issued.
            title: Title, without the mark.
            issuer: Who is said to have issued it, when not the register's issuer.
            relations: Documents it is said to stand in relation to: type of relation by document id.
        """
        number = f"{len(self.entries) + 1:02}"
        document_id = f"{ID_PREFIX}{self.slug}-{day.year}-{number}"
        stated: list[Field] = [
            {"type": relation, "document": other, "source": {"document": document_id, "at": "Căn cứ"}}
            for other, relation in (relations or {}).items()
        ]
        self.entries.append(
            compact(
                {
                    "id": document_id,
                    "symbol": f"SL-{self.code}.{number}/{day.year}/MINH-HOA",
                    "kind": kind,
                    "date": day.isoformat(),
                    "issuer": issuer or self.issuer,
                    "title": f"{title} (văn bản minh họa)",
                    "held": "false",
                    "relations": stated,
                    "text": "verified",
                    "note": DOCUMENT_NOTE,
                }
            )
        )
        return document_id
