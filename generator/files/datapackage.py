"""``datapackage.json`` (Data Package 2.0): describes the published CSV tables and their columns for programs.

What is not known (licence, publisher, contact, address) is left out, never guessed. ``formulaGuard`` and
``severalValues`` are properties of our own: replacing the pattern of the first in a cell gives the text
(`data.formula_guard`), the other says how a cell holds several values (`data.list_cells`).
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from generator.data.catalogue import Catalogue
from generator.data.formula_guard import GUARDED
from generator.data.list_cells import ESCAPE, SEPARATOR
from generator.measures.metrics import Measured
from generator.view.fields.field import Codes, Field
from generator.view.fields.published import TABLES, PublishedTable

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

NAME = "cai-cach-hanh-chinh"

ZONE = "T00:00:00+07:00"
"""Midnight in Hải Phòng, added to an ISO date."""

Words = Mapping[str, Catalogue]
"""String catalogues by language."""

_LICENCE_NAME = re.compile(r"[-a-zA-Z0-9._]+")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def package(measured: Measured, site_url: str, words: Words) -> dict[str, Any]:
    """Return the content of ``datapackage.json``, which is in the same folder as the tables.

    Args:
        measured: The measured portal.
        site_url: Public address of the site; empty if not decided yet.
        words: String catalogues by language; ``vi`` is required.
    """
    settings = measured.portal.settings
    found: dict[str, Any] = {
        "$schema": PROFILE,
        "name": NAME,
        **_titled("opendata.package", words, name=settings.name),
        "version": measured.as_of.isoformat(),
        "created": f"{measured.as_of.isoformat()}{ZONE}",
        "asOf": measured.as_of.isoformat(),
        "sample": settings.sample,
    }
    if measured.cutoff is not None:
        found["cutoff"] = measured.cutoff.isoformat()
    if site_url:
        found["homepage"] = site_url
    if settings.update_frequency is not None:
        found["updateFrequency"] = settings.update_frequency
    found |= _licence(settings.licence, settings.licence_url) | _people(settings.publisher, settings.contact)
    found["sources"] = [
        {"title": " ".join(filter(None, (record.kind, record.symbol, record.title)))}
        | ({"path": record.url} if record.url else {})
        for record in (located.record for located in measured.portal.documents.values())
        if record.held
    ]
    found["resources"] = [_resource(stem, table, words) for stem, table in TABLES.items()]
    return found


def to_bytes(value: Any) -> bytes:
    """Return a value as an indented JSON file."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def both(key: str, words: Words, **params: str) -> dict[str, str]:
    """Return the text of a key in every language."""
    return {lang: catalogue.text(key, **params) for lang, catalogue in words.items()}


def period(measured: Measured) -> tuple[date, date] | None:
    """Return the first and last day of all plans' periods; None if there are no plans."""
    periods = [plan.record.period for plan in measured.portal.plans.values()]
    return (min(p.first for p in periods), max(p.last for p in periods)) if periods else None


def _titled(key: str, words: Words, **params: str) -> dict[str, Any]:
    titles, texts = both(f"{key}.title", words, **params), both(f"{key}.text", words, **params)
    return {"title": titles["vi"], "titles": titles, "description": texts["vi"], "descriptions": texts}


def _licence(licence: str | None, url: str | None) -> dict[str, Any]:
    """Return the licence as the profile demands: with a name without spaces or an address, else as text."""
    if licence is None:
        return {}
    entry = {"title": licence}
    if _LICENCE_NAME.fullmatch(licence):
        entry["name"] = licence
    if url:
        entry["path"] = url
    return {"licenses": [entry]} if len(entry) > 1 else {"licenseText": licence}


def _people(publisher: str | None, contact: str | None) -> dict[str, Any]:
    found = []
    if publisher:
        found.append({"title": publisher, "roles": ["publisher"]})
    if contact:
        sort = "email" if _EMAIL.fullmatch(contact) else "title"
        found.append({sort: contact, "roles": ["contact"]})
    return {"contributors": found} if found else {}


def _resource(stem: str, table: PublishedTable[Any], words: Words) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field, words) for field in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    references = [_reference(field.id, *field.refers) for field in table.columns if field.refers]
    if references:
        schema["foreignKeys"] = references
    return {
        "name": stem,
        **_titled(f"opendata.table.{stem}", words),
        "path": f"{stem}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "formulaGuard": {"pattern": GUARDED, "replacement": ""},
        "severalValues": {"separator": SEPARATOR, "escape": ESCAPE},
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _reference(column: str, table: str, key: str) -> dict[str, Any]:
    return {"fields": [column], "reference": {"resource": table, "fields": [key]}}


def _field(field: Field[Any], words: Words) -> dict[str, Any]:
    titles = {lang: field.label(catalogue) for lang, catalogue in words.items()}
    texts = {lang: field.meaning(catalogue) for lang, catalogue in words.items()}
    found: dict[str, Any] = {"name": field.id, "type": field.kind, "title": titles["vi"], "titles": titles}
    if texts["vi"] != titles["vi"]:
        found |= {"description": texts["vi"], "descriptions": texts}
    if field.kind == "boolean":
        found |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.codes is not None and field.codes.alone:
        found |= _codes(field.codes, words)
    return found


def _codes(codes: Codes, words: Words) -> dict[str, Any]:
    categories = [
        {"value": code, "label": words["vi"].text(codes.key(code)), "labels": both(codes.key(code), words)}
        for code in codes.allowed
    ]
    return {"categories": categories, "constraints": {"enum": list(codes.allowed)}}
