"""The body of a plan in printed order: headings, paragraphs and list items, each with an anchor."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model import records
from generator.model.portal import Located, Plan
from generator.view import urls, views
from generator.view.excerpts import excerpt
from generator.view.fields.sections import SECTIONS
from generator.view.notices import Notices
from generator.view.shown_fields import noted_fields
from generator.view.values import Values

Sections = Mapping[str, Located[records.Section]]
"""Sections of a plan by number, in printed order."""

FIRST_LEVEL = 3
"""HTML heading level of the outermost headings in the text, which is under an ``h2``."""

LAST_LEVEL = 6
"""The lowest HTML heading level."""

SEARCH_TITLE = 140
"""Most characters of a section's title in search."""


@dataclass(frozen=True, slots=True)
class Item:
    """A task or target that is printed in the text; in the data it is a separate record."""

    words: views.Value
    place: views.Link
    """Link to the task's page, or to the target's place on the page of targets."""


@dataclass(frozen=True, slots=True)
class PlanClause:
    """One heading, paragraph or list item."""

    anchor: str
    number: str
    """Printed number with those above it (``II.1.đ``), for citing; empty if none is printed."""
    label: str
    """What is printed before the text: ``c)``, ``2.``, ``Điều 1.``, ``–``; empty for a plain paragraph."""
    depth: int
    """Depth for indentation; 1 for the outermost sections."""
    level: int
    """HTML heading level; 0 if it has no title."""
    title: views.Value | None
    body: views.Value | None
    note: views.Value | None
    agencies: tuple[views.Link, ...]
    """Agencies that a section without title makes responsible."""
    fields: tuple[views.ShownField, ...]
    """Declared fields with `show` that have a value."""
    notices: tuple[views.Notice, ...]
    """Editors' notes shown here."""
    noted_above: tuple[views.Link, ...]
    """Links to editors' notes about it that are shown at an earlier place of the page."""
    items: tuple[Item, ...]


def clauses(
    values: Values, notices: Notices, plan: Plan, noted: frozenset[str] = frozenset()
) -> tuple[PlanClause, ...]:
    """Return every section of the body in printed order.

    Args:
        values: The parts that make values and links.
        notices: The editors' notes.
        plan: The plan.
        noted: Ids of the notes that the page shows above the body.
    """
    sections = {section.record.number: section for section in plan.sections}
    levels: dict[str, int] = {}
    earlier = set(noted)
    found = []
    for number, section in sections.items():
        above = levels.get(parent_of(number, sections), FIRST_LEVEL - 1)
        titled = section.record.title is not None
        levels[number] = min(above + 1, LAST_LEVEL) if titled else above
        about = notices.about(section.ref)
        found.append(
            PlanClause(
                anchor=urls.anchor("muc", number),
                number=number if is_printed(section.record) else "",
                label=label(section.record, sections),
                depth=number.count(".") + 1,
                level=levels[number] if titled else 0,
                title=words(values, section, "title"),
                body=words(values, section, "body"),
                note=words(values, section, "note"),
                agencies=() if titled else values.agency_links(section.record.agencies),
                fields=noted_fields(values, section, SECTIONS, section),
                notices=tuple(notice for notice in about if notice.id not in earlier),
                noted_above=tuple(views.Link(n.kind, f"#luu-y-{n.id}") for n in about if n.id in earlier),
                items=items(values, plan, section, sections),
            )
        )
        earlier.update(notice.id for notice in about)
    return tuple(found)


def words(values: Values, section: Located[records.Section], field: str) -> views.Value | None:
    """Return the official text of a field; its machine form is the section's reference."""
    text: str | None = getattr(section.record, field)
    return None if text is None else values.value(text, section, field, machine=section.ref.partition(":")[2])


def parent_of(number: str, sections: Sections) -> str:
    """Return the number of the nearest section above; empty for an outermost one."""
    above = number.rpartition(".")[0]
    while above and above not in sections:
        above = above.rpartition(".")[0]
    return above


def is_printed(record: records.Section) -> bool:
    """Whether the number is printed in the document: if so, the section's source names the place by it."""
    return record.source.at.removeprefix("Mục ") == record.number


def label(record: records.Section, sections: Sections) -> str:
    """Return what is shown before the text, see `PlanClause.label`.

    It is the last part of a printed number, a name like ``Điều 1.``, or a dash for a list item without
    number.
    """
    last = record.number.rpartition(".")[2]
    if is_printed(record):
        return f"{last})" if last.isalpha() and last.islower() else f"{last}."
    above = sections.get(parent_of(record.number, sections))
    if above is None or record.title is not None:
        return ""
    at = record.source.at
    if at != above.record.source.at:
        return f"{at}." if at.rpartition(" ")[2] == last else ""
    siblings = [s.record for n, s in sections.items() if parent_of(n, sections) == above.record.number]
    return "" if any(is_printed(sibling) or sibling.title for sibling in siblings) else "–"


def items(
    values: Values, plan: Plan, section: Located[records.Section], sections: Sections
) -> tuple[Item, ...]:
    """Return the targets and tasks that are printed under a heading without text and parts of its own."""
    number = section.record.number
    if section.record.body is not None or any(other.startswith(f"{number}.") for other in sections):
        return ()
    found = []
    for target in plan.targets:
        if target.record.source.at == number and target.record.source.row is None:
            value = values.value(target.record.title, target, "title", machine=target.ref.partition(":")[2])
            name = values.t("plans.item-target", number=target.record.number)
            found.append(Item(value, views.Link(name, urls.target(plan.id, target.record.number))))
    for task in plan.tasks.values():
        if task.record.source.at == number and task.record.source.row is None:
            value = values.value(task.record.title, task, "title", machine=task.key)
            name = values.t("plans.item-task", number=task.number)
            found.append(Item(value, views.Link(name, urls.task(task))))
    return tuple(found)


def contents(plan: Plan) -> tuple[views.Link, ...]:
    """Return links to the outermost headings."""
    return tuple(
        views.Link(
            f"{s.record.number}. {sentence_case(s.record.title)}", urls.section(plan.id, s.record.number)
        )
        for s in plan.sections
        if s.record.title is not None and "." not in s.record.number and is_printed(s.record)
    )


def sentence_case(title: str) -> str:
    """Return a heading in sentence case if it is printed in capitals, which are hard to read in a list."""
    return title.capitalize() if title.isupper() else title


@dataclass(frozen=True, slots=True)
class TextUnit:
    """A part of the body that search finds as one: a section with text or on responsibilities."""

    section: Located[records.Section]
    words: str
    """Its text and that of its parts, on one line."""


def units(plan: Plan) -> tuple[TextUnit, ...]:
    """Return the outermost units of the body with the text of their parts."""
    found: list[TextUnit] = []
    taken: list[str] = []
    for section in plan.sections:
        number = section.record.number
        if any(number.startswith(f"{above}.") for above in taken) or not is_unit(section.record):
            continue
        taken.append(number)
        under = (s.record for s in plan.sections if s.record.number.startswith(f"{number}."))
        parts = (part for record in (section.record, *under) for part in (record.title, record.body) if part)
        found.append(TextUnit(section, re.sub(r"\s+", " ", " ".join(parts))))
    return tuple(found)


def is_unit(record: records.Section) -> bool:
    """Whether search finds a section by itself: it makes an agency responsible, or has text of its own."""
    if record.kind == "responsibility" and record.agencies:
        return True
    return record.body is not None and record.kind not in {"purpose", "closing"}


def unit_title(record: records.Section) -> str:
    """Return the heading of a section, else the beginning of its text."""
    return excerpt(record.title or record.body or "", SEARCH_TITLE)
