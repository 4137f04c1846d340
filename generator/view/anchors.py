"""Finds the anchor on a document's page for a place in the document, such as “mục IV.1.c”."""

import re

from generator.model.portal import Plan, Portal, Report
from generator.model.slugs import slug
from generator.view import urls

ROW = re.compile(r"(?P<at>.+), dòng (?P<row>\S+)")
"""A place in a printed table as ``data/documents.yaml`` writes it."""

NUMBERED = re.compile(r"[IVX]+(\.\w{1,2})*")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
LETTERS = "abcdđefghi"


def place_url(portal: Portal, document_id: str, at: str, row: str | None = None) -> str:
    """Return the address of a place in a document; without an anchor if the page has none for it."""
    ref = row_anchor(portal, document_id, at, row) or cited_anchor(portal, document_id, at)
    return f"{urls.document(document_id)}#{ref}" if ref else urls.document(document_id)


def row_anchor(portal: Portal, document_id: str, at: str, row: str | None = None) -> str:
    """Return the anchor of the record taken from a place; empty if there is none."""
    if row is None and (found := ROW.fullmatch(at)):
        at, row = found["at"], found["row"]
    plan = portal.plan_of_document.get(document_id)
    if plan is not None:
        return _in_plan(plan, at, row)
    report = portal.reports.get(document_id)
    if report is not None and (section := at.partition(",")[0]) in report_sections(report):
        return urls.anchor("muc", section)
    return ""


def cited_anchor(portal: Portal, document_id: str, at: str) -> str:
    """Return the anchor of a place in a document's list of citations; empty if nothing is cited there."""
    return f"dan-{slug(at)}" if at in citing_places(portal, document_id) else ""


def citing_places(portal: Portal, document_id: str) -> dict[str, list[str]]:
    """Return the places where a document cites others, each with their ids, in the order of the data."""
    found: dict[str, list[str]] = {}
    for other, located in portal.documents.items():
        for citation in located.record.cited_at:
            if citation.document == document_id:
                found.setdefault(citation.at, []).append(other)
    return found


def report_sections(report: Report) -> tuple[str, ...]:
    """Return the sections of a report that have figures, in printed order."""
    return tuple(dict.fromkeys(located.record.section for located in report.observations))


def printed_order(at: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key for places in printed order: places without a number first, then by number."""
    head = at.partition(",")[0]
    if not NUMBERED.fullmatch(head):
        return ((0, at),)
    parts: list[tuple[int, str]] = []
    for part in head.split("."):
        place = ROMAN.index(part) + 1 if part in ROMAN else int(part) if part.isdigit() else 0
        parts.append((place or LETTERS.find(part) + 1, part))
    return (*parts, (0, at))


def _in_plan(plan: Plan, at: str, row: str | None) -> str:
    for task in plan.tasks.values():
        if row is not None and (task.record.source.at, task.record.source.row) == (at, row):
            return urls.anchor("nv", task.number)
    for section in plan.sections:
        if at in {section.record.number, section.record.source.at}:
            return urls.anchor("muc", section.record.number)
    for target in plan.targets:
        if target.record.source.at == at:
            return urls.anchor("ct", target.record.number)
    for task in plan.tasks.values():
        if task.record.source.at == at:
            return urls.anchor("nv", task.number)
    return ""
