"""Writes invented records as YAML, and numbers the invented documents they refer to.

Every invented record names a document of `InventedDocuments`. Its symbol (``SL-11224.01/2026/MINH-HOA``)
is one that no real document can have, and its note says that it does not exist.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from generator.data.yaml_writer import OneLine, Quoted, Value, dump

Field: TypeAlias = str | list["Field"] | dict[str, "Field"]
"""A value of a record to be written: text, a list, or a mapping."""

Entry: TypeAlias = dict[str, Field]
"""A record to be written: values by key."""

MARK = "# SỐ LIỆU MINH HỌA: mọi mục bên dưới do máy sinh ra để thử nghiệm, không có thật.\n"
"""First line of every invented file, and of the part added to a real file."""

ID_PREFIX = "minh-hoa-"
"""Prefix of the ids of invented documents."""

DOCUMENT_NOTE = "Văn bản minh họa, không có thật."

_PLAIN = re.compile(r"[a-zà-ỹđ](?:[\w./–-]*(?: [\w(][\w./–)-]*)*)", re.IGNORECASE)
"""Texts written without quotes; all others are quoted."""


def compact(fields: Mapping[str, Field | None]) -> Entry:
    """Return the record without fields that are None or an empty list."""
    return {name: value for name, value in fields.items() if value is not None and value != []}


def list_text(entries: Iterable[Entry]) -> str:
    """Return YAML of a list of records, a line per field; empty text for no records."""
    listed = [_lines(entry) for entry in entries]
    return dump(listed) if listed else ""


def rows_text(entries: Iterable[Entry]) -> str:
    """Return YAML of a list of records, a line per record; empty text for no records."""
    listed = rows(entries)
    return dump(listed) if listed else ""


def rows(entries: Iterable[Entry]) -> list[Value]:
    """Return the records as values that `yaml_writer.dump` writes on one line each."""
    return [OneLine(_value(entry)) for entry in entries]


def fields_text(entry: Entry) -> str:
    """Return YAML of one record, a line per field."""
    return dump(_lines(entry))


def _lines(entry: Entry) -> Mapping[str, Value]:
    return {name: OneLine(_value(value)) for name, value in entry.items()}


def _value(value: Field) -> Value:
    """Return the value with its texts quoted, except plain words."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else Quoted(value)
    if isinstance(value, list):
        return [_value(item) for item in value]
    return {name: _value(item) for name, item in value.items()}


class InventedDocuments:
    """Invented documents of one issuer, numbered in the order in which they are made."""

    def __init__(self, slug: str, code: str, issuer: str) -> None:
        """Start without documents.

        Args:
            slug: Part of the documents' ids.
            code: Part of their symbols.
            issuer: Their issuer.
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
        """Add a document and return its id.

        Args:
            kind: Kind of document, such as "Báo cáo".
            day: Date of the document.
            title: Title; "(văn bản minh họa)" is appended.
            issuer: Issuer, if it is not that of all documents here.
            relations: Type of relation by the id of the related document.
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
