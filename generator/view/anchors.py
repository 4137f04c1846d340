"""Anchors of places in held documents: from “5256/QĐ-UBND, mục IV.1.c” to its row on the document's page."""

import re

from generator.model.portal import Plan, Portal, Report
from generator.model.slugs import slug
from generator.view import urls

ROW = re.compile(r"(?P<at>.+), dòng (?P<row>\S+)")
"""How the register of documents writes a place in a printed table."""

NUMBERED = re.compile(r"[IVX]+(\.\w{1,2})*")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
LETTERS = "abcdđefghi"


def place_url(portal: Portal, document_id: str, at: str, row: str | None = None) -> str:
    """Address of a place in a document: its row where the portal holds one, else the document's page."""
    ref = row_anchor(portal, document_id, at, row) or cited_anchor(portal, document_id, at)
    return f"{urls.document(document_id)}#{ref}" if ref else urls.document(document_id)


def row_anchor(portal: Portal, document_id: str, at: str, row: str | None = None) -> str:
    """Anchor of the row taken from a place; empty when the portal holds none from there."""
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
    """Anchor of a place in the list of what a held document cites; empty when it cites nothing there."""
    return f"dan-{slug(at)}" if at in citing_places(portal, document_id) else ""


def citing_places(portal: Portal, document_id: str) -> dict[str, list[str]]:
    """Places of a document that cite others, each with the ids it cites, in the order of the register."""
    found: dict[str, list[str]] = {}
    for other, located in portal.documents.items():
        for citation in located.record.cited_at:
            if citation.document == document_id:
                found.setdefault(citation.at, []).append(other)
    return found


def report_sections(report: Report) -> tuple[str, ...]:
    """Sections of a report that figures were taken from, in printed order."""
    return tuple(dict.fromkeys(located.record.section for located in report.observations))


def printed_order(at: str) -> tuple[tuple[int, str], ...]:
    """Order of places as printed: openings first, then Roman, Arabic and lettered numbers."""
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
