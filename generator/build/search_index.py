"""Makes the search index that the browser downloads.

One file has what most readers search for. A whole city has thousands of tasks, targets and sections in the
plans of its communes; once there are more than a few such plans, their rows go into one file a plan, which
the browser fetches when the query names the commune (see ``scripts/search-index.js``).
"""

import json
from collections.abc import Iterable
from typing import Any

from generator.model.portal import Plan, Portal
from generator.model.quarter import Quarter
from generator.pages.agencies.communes import plans_apart
from generator.pages.agencies.index import own_name
from generator.view.site import PageSpec, SearchRecord, SiteFile

INDEX = "assets/search.json"


def search_files(portal: Portal, specs: Iterable[PageSpec], everyday: str = "") -> list[SiteFile]:
    """Return the index file, and a file for each plan whose rows are kept separate.

    Those rows are also in one file together, ``assets/search-communes.json``.

    Args:
        portal: The data.
        specs: Every page with its search records.
        everyday: Abbreviations that people type but the glossary lacks: “tp = thành phố; vp = văn phòng”.
    """
    apart = plans_apart(portal)
    rows: dict[str, list[dict[str, Any]]] = {plan_id: [] for plan_id in ("", *(plan.id for plan in apart))}
    for spec in specs:
        for record in spec.search:
            place = record.plan if record.is_row and record.plan in rows else ""
            rows[place].append(search_row(record))
    quarters = sorted({quarter for found in rows.values() for row in found for quarter in row.get("q", ())})
    index = {
        "areas": {area_id: area.record.name for area_id, area in portal.areas.items()},
        "plans": {plan.id: plan.record.short_title for plan in portal.plans.values()},
        "short": {
            term.record.term: term.record.full
            for term in portal.glossary
            if term.record.full is not None and term.record.lang is None
        },
        "everyday": dict(pair.split(" = ") for pair in everyday.split("; ") if pair),
        "quarters": {quarter.id: quarter.label for quarter in map(Quarter.parse, quarters) if quarter},
        "apart": {plan.id: owner_name(portal, plan) for plan in apart},
        "records": rows.pop(""),
    }
    files = [SiteFile(INDEX, _json(index), "search")]
    if rows:
        files.append(SiteFile("assets/search-communes.json", _json(rows), "search"))
        files += [
            SiteFile(f"assets/search/{plan_id}.json", _json(found), "search")
            for plan_id, found in rows.items()
        ]
    return files


def owner_name(portal: Portal, plan: Plan) -> str:
    """Return the everyday name of the commune that owns a plan: “Tứ Kỳ”."""
    record = portal.agencies[plan.record.owner].record
    return own_name(record.short_name or record.name, record.unit_kind or "")


def search_row(record: SearchRecord) -> dict[str, Any]:
    """Turn a search record into a JSON object, with short keys and without empty values.

    It is read by ``scripts/search-index.js``.
    """
    row = {
        "u": record.url,
        "t": record.title,
        "k": record.kind,
        "n": record.number,
        "a": record.agencies,
        "o": record.about,
        "s": record.state,
        "y": record.names,
        "x": record.words,
        "e": record.keywords,
        "r": record.area,
        "p": record.plan,
        "q": record.quarters,
        "w": 0 if record.weight == 1 else record.weight,
    }
    return {key: value for key, value in row.items() if value or key == "u"}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
