"""Turns the rows of a Word plan into task records and lists what an editor must check."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from generator.data.suggestions import as_amount, as_day, as_flag
from generator.data.yaml_writer import OneLine, Quoted, Value, dump
from generator.model import records
from generator.model.deadline import DeadlineError, DeadlineReason, PlanPeriod
from generator.model.deadline_parser import parse_deadline
from generator.model.scalars import NUMBER_PATTERN
from generator.model.slugs import slug
from generator.office.agency_names import AgencyNames, Match, closest
from generator.office.field_cells import is_several
from generator.office.plan_columns import PRINTED
from generator.office.plan_rows import RowReader
from generator.office.printed_tasks import ColumnText, Eye, PrintedTask, WordPlace
from generator.office.word_tables import Paragraph, WordLine, WordTable
from generator.view.fields.field import Field

BY_RULES = frozenset({"number", "title", "lead", "coordinating", "deadline", "deliverables"})
"""Fields whose cells mean more than they say; any other that plans print is read by its kind alone."""

OTHERS = tuple(field for field in PRINTED if field.id not in BY_RULES)
"""The other fields that plans print."""


_NUMBER = re.compile(NUMBER_PATTERN)


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """What must be known besides the Word file: facts of the plan's own record and of the registers."""

    document: str
    """Id of the plan's document."""
    owner: str
    """Id of the agency that issued the plan."""
    period: PlanPeriod
    agencies: tuple[records.Agency, ...]
    areas: tuple[records.Area, ...]
    quality: str = "verified"
    """Value of ``text`` for every task; ``restored`` for a Word file made from a scan."""


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A task, and the words in it that were not matched."""

    record: records.TaskRecord
    unknown: tuple[tuple[str, str], ...] = ()
    """Field and words as written, such as an agency that is not in the register."""
    place: WordPlace = (0, 0, 0)
    """Where the task is in the Word file."""
    unprinted: tuple[str, ...] = ()
    """Fields that its table has no column of, so that Word says nothing about them."""


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """The tasks of a Word plan in printed order, and what an editor must check."""

    tasks: tuple[ReadTask, ...]
    eyes: tuple[Eye, ...]
    hidden: tuple[Eye, ...] = ()
    """Cells with characters that no text may hold; if there are any, nothing may be written."""

    @property
    def printed(self) -> int:
        """Number of tasks, without sub-tasks."""
        return sum(1 for task in self.tasks if task.record.parent is None)


def read_plan(blocks: Iterable[Paragraph | WordTable], frame: PlanFrame) -> ReadPlan:
    """Read the tasks from the tables of a document."""
    areas = _areas(frame.areas)
    reader = RowReader(lambda words: slug(words) in areas).read(blocks)
    return _Reading(frame, areas, reader).plan()


def tasks_yaml(plan: ReadPlan) -> str:
    """Return the content of the plan's ``tasks.yaml``."""
    return "".join(line for task in plan.tasks for line in entry_lines(task.record))


REMARK = re.compile(r"# \S+ › [a-z_]+: ")
"""Beginning of a comment with an unknown name, as earlier versions wrote them; ``as_written`` has it now."""


def entry_lines(task: records.TaskRecord) -> list[str]:
    """Return the YAML lines of a task, an entry of a list."""
    return dump([_entry(task)]).splitlines(keepends=True)


class _Reading:
    def __init__(self, frame: PlanFrame, areas: Mapping[str, str], reader: RowReader) -> None:
        self.frame = frame
        self.areas = areas
        self.rows = reader.rows
        self.eyes = list(reader.eyes)
        self.hidden = tuple(reader.hidden)
        self.names = AgencyNames(frame.agencies, frame.owner)
        self.titled: set[str] = set()

    def plan(self) -> ReadPlan:
        annexes = {row.at for row in self.rows}
        parents = {(row.annex, row.section, row.parent) for row in self.rows if row.parent}
        tasks: list[ReadTask] = []
        seen: set[str] = set()
        for row in self.rows:
            prefix = f"{row.annex}." if len(annexes) > 1 and row.annex else ""
            prefix += f"{row.section}." if row.section else ""
            if not all(
                map(_NUMBER.fullmatch, (f"{prefix}{row.number}", f"{prefix}{row.parent or row.number}"))
            ):
                self._eye(row, "number-unfit", value=f"{prefix}{row.number}")
                continue
            task = self._task(row, prefix, is_parent=(row.annex, row.section, row.number) in parents)
            if task.record.number in seen:
                self._eye(row, "number-twice", value=task.record.number)
            seen.add(task.record.number)
            tasks.append(task)
        eyes = tuple(sorted(self.eyes, key=lambda eye: (eye.place, eye.code)))
        return ReadPlan(tuple(tasks), eyes, self.hidden)

    def _eye(self, row: PrintedTask, code: str, /, text: ColumnText | None = None, **params: str) -> None:
        place = text.place if text is not None and text.place[0] else row.place
        self.eyes.append(Eye.of(place, code, **params))

    def _task(self, row: PrintedTask, prefix: str, *, is_parent: bool) -> ReadTask:
        title = " ".join(line.text for line in row.text("title").lines)
        if not title:
            self._eye(row, "title-missing", value=row.number)
        if sum(line.bullet for line in row.text("title").lines) > 1:
            self._eye(row, "title-with-items", row.text("title"), value=title)
        unknown: list[tuple[str, str]] = []
        self._of_both(row, unknown)
        lead = self._agencies(row, "lead", row.text("lead"), unknown)
        if not lead and not row.text("lead").lines and row.lead_of_annex and not is_parent:
            lead = self._lead_of_annex(row, unknown)
        fields: dict[str, object] = {
            "number": f"{prefix}{row.number}",
            "parent": f"{prefix}{row.parent}" if row.parent else None,
            "area": self._area(row, unknown),
            "title": title or "[…]",
            "lead": lead,
            "coordinating": tuple(
                dict.fromkeys(
                    [*row.joining, *self._agencies(row, "coordinating", row.text("coordinating"), unknown)]
                )
            ),
            "deadline": self._deadline(row, is_parent=is_parent),
            "deliverables": _items(row.text("deliverables")),
            **{
                field.attribute: self._other(row, field, unknown) for field in OTHERS if field.id in row.texts
            },
            "source": records.Source(document=self.frame.document, at=row.at, row=row.number),
            "text": self.frame.quality,
        }
        missing = () if is_parent else _without_column(row, fields)
        fields["not_entered"] = tuple(dict.fromkeys((*(name for name, _ in unknown), *missing)))
        fields["as_written"] = _written_of(unknown)
        unprinted = tuple(
            field.attribute
            for field in PRINTED
            if field.id not in row.columns and not fields.get(field.attribute)
        )
        return ReadTask(records.TaskRecord.model_validate(fields), tuple(unknown), row.place, unprinted)

    def _agencies(
        self, row: PrintedTask, name: str, text: ColumnText, unknown: list[tuple[str, str]]
    ) -> tuple[str, ...]:
        found: dict[str, None] = {}
        matches = self.names.read("\n".join(line.text for line in text.lines))
        if name == "lead" and any(match.role for match in matches):
            matches = self._by_roles(row, text, matches)
        for match in matches:
            if match.agency:
                found[match.agency] = None
                self._tell_read(row, text, match)
            else:
                unknown.append((name, match.written))
                self._tell_unknown(row, text, match)
        return tuple(found)

    def _tell_read(self, row: PrintedTask, text: ColumnText, match: Match) -> None:
        """Tell how a name was read that is not written as it is registered."""
        params = {"value": match.written, "agency": match.agency}
        if match.full:
            self._eye(row, "agency-short", text, near=match.full, **params)
        if match.beside:
            self._eye(row, "agency-beside", text, near=match.beside, **params)
        if match.spelled:
            self._eye(row, "agency-spelling", text, near=match.spelled, **params)
        if match.former:
            self._eye(row, "agency-former", text, **params)

    def _tell_unknown(self, row: PrintedTask, text: ColumnText, match: Match) -> None:
        """Tell what is known of a name that no agency has, or several have."""
        together, near = self.names.run_together(match.written), self.names.nearest(match.written)
        if together:
            self._eye(row, "agency-together", text, value=match.written, allowed=", ".join(together))
        elif match.among:
            self._eye(row, "agency-several", text, value=match.written, allowed=", ".join(match.among))
        elif near:
            self._eye(row, "agency-near", text, value=match.written, near=near)
        else:
            self._eye(row, "agency-unknown", text, value=match.written)

    def _of_both(self, row: PrintedTask, unknown: list[tuple[str, str]]) -> None:
        """Read a cell of leads and coordinating agencies in one column, if it says which is which."""
        text = row.text("both")
        if not text.lines:
            return
        written = "\n".join(line.text for line in text.lines)
        if any(match.role for match in self.names.read(written)):
            row.texts["lead"] = text
            return
        self._eye(row, "agencies-of-both", text, value=written)
        words = written.replace("\n", "; ")
        unknown += [("lead", words), ("coordinating", words)]

    def _by_roles(self, row: PrintedTask, text: ColumnText, matches: tuple[Match, ...]) -> tuple[Match, ...]:
        """Return the leads of a cell like “A (chủ trì), B”; the others are kept as coordinating agencies.

        Unknown names stay with the leads, where they are told.
        """
        leads = tuple(match for match in matches if match.role == "lead")
        others = tuple(match for match in matches if match.role != "lead")
        row.joining = tuple(match.agency for match in others if match.agency)
        written = [", ".join(match.written for match in part) for part in (leads, others)]
        self._eye(row, "agency-roles", text, value=written[0] or "–", near=written[1] or "–")
        return (*leads, *(match for match in others if not match.agency))

    def _other(self, row: PrintedTask, field: Field[Any], unknown: list[tuple[str, str]]) -> object:
        """A field without rules of its own, read by its kind; None where the cell is empty or unclear."""
        text = row.text(field.id)
        if field.ids == "agencies":
            agencies = self._agencies(row, field.attribute, text, unknown)
            return agencies if is_several(field) else next(iter(agencies), None)
        if is_several(field) and field.ids is None and field.codes is None:
            return _items(text)
        written = " ".join(line.text for line in text.lines)
        found = _plain(written, field)
        if written and not found:
            unknown.append((field.attribute, written))
            self._eye(row, "value-unreadable", text, value=written, name=field.attribute)
        return found or (() if is_several(field) else None)

    def _lead_of_annex(self, row: PrintedTask, unknown: list[tuple[str, str]]) -> tuple[str, ...]:
        """Return the agency named in the annex's title; an unknown name is reported once an annex."""
        kept, own = self.eyes, list[tuple[str, str]]()
        self.eyes = []
        lead = self._agencies(row, "lead", ColumnText([WordLine(row.lead_of_annex)]), own)
        found, self.eyes = self.eyes, kept
        if row.at not in self.titled:
            self.eyes += found
        self.titled.add(row.at)
        unknown += own
        return lead

    def _area(self, row: PrintedTask, unknown: list[tuple[str, str]]) -> str | None:
        """The area of the heading; one that is like an area's name is not entered, any other is no area."""
        if not row.heading:
            return None
        area = self.areas.get(slug(row.heading))
        if area is not None:
            return area
        near = closest(row.heading, (area.name for area in self.frame.areas))
        if near:
            unknown.append(("area", row.heading))
        if row.heading not in self.titled:
            self.titled.add(row.heading)
            if near:
                self._eye(row, "area-near", value=row.heading, near=near)
            else:
                self._eye(row, "area-unknown", value=row.heading)
        return None

    def _deadline(self, row: PrintedTask, *, is_parent: bool) -> str | None:
        text = row.text("deadline")
        written = " ".join(line.text for line in text.lines)
        if not written:
            if not is_parent:
                self._eye(row, "deadline-missing", value=row.number)
            return None
        found = parse_deadline(written, period=self.frame.period)
        if isinstance(found, DeadlineError):
            if found.reason is DeadlineReason.READING_MISSING:
                self._eye(row, "deadline-reading", text, value=written)
            else:
                self._eye(row, "deadline-unknown", text, value=written, allowed="; ".join(found.known_forms))
        return written


_SOUGHT = ("lead", "coordinating", "deadline", "deliverables")
"""Fields that a column with unknown header words may hold."""


def _without_column(row: PrintedTask, fields: Mapping[str, object]) -> Iterable[str]:
    """Fields without a value of which the table may have a column, but with a header that is not known."""
    unread = [name for name in _SOUGHT if name not in row.columns and not fields[name]]
    return unread if "unknown" in row.columns else ()


def _written_of(unknown: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The words of each field that were not matched, several joined as lists are."""
    found: dict[str, list[str]] = {}
    for name, words in unknown:
        found.setdefault(name, []).append(words)
    return {name: "; ".join(dict.fromkeys(words)) for name, words in found.items()}


def _items(text: ColumnText) -> tuple[str, ...]:
    """Return each list item or line; a line that begins in lower case continues the last."""
    items: list[str] = []
    for line in text.lines:
        if items and not line.bullet and not line.text[0].isupper():
            items[-1] = f"{items[-1]} {line.text}"
        else:
            items.append(line.text)
    return tuple(items)


def _plain(written: str, field: Field[Any]) -> str:
    """A day, number or text as data files write it; empty where the words are none, or name an entry."""
    if field.ids is not None or field.codes is not None:
        return ""
    match field.kind:
        case "number":
            return as_amount(written)
        case "date":
            return as_day(written)
        case "boolean":
            return as_flag(written)
        case _:
            return written


def _areas(areas: Iterable[records.Area]) -> dict[str, str]:
    found: dict[str, str] = {}
    for area in areas:
        for name in (area.name, area.short_name, *(alias.name for alias in area.aliases)):
            found.setdefault(slug(name), area.id)
    return found


_PLAIN = re.compile(r"[a-zà-ỹđ](?:[\w./–-]*(?:,? [\w(][\w./–)-]*)*)", re.IGNORECASE)
"""Text that is written to YAML without quotes; any other text is quoted."""


def _entry(task: records.TaskRecord) -> Mapping[str, Value]:
    """Return the fields of a task in file order, with the quotes and line layout of the YAML file."""
    row: dict[str, Value] = {"row": Quoted(task.source.row)} if task.source.row else {}
    fields: Mapping[str, Value | None] = {
        "number": Quoted(task.number),
        "parent": Quoted(task.parent) if task.parent else None,
        "area": task.area,
        "title": _words(task.title),
        "lead": OneLine(task.lead) if task.lead else None,
        "coordinating": OneLine(task.coordinating) if task.coordinating else None,
        "deadline": _words(task.deadline) if task.deadline else None,
        "deliverables": [_words(item) for item in task.deliverables] or None,
        **{field.attribute: _written(getattr(task, field.attribute)) for field in OTHERS},
        "source": OneLine({"document": task.source.document, "at": _words(task.source.at), **row}),
        "text": task.text,
        "not_entered": OneLine(task.not_entered) if task.not_entered else None,
        "as_written": OneLine({name: _words(words) for name, words in task.as_written.items()})
        if task.as_written
        else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _written(value: Any) -> "Value | None":
    """A value of a record as it is written; None for one that says nothing."""
    match value:
        case tuple():
            return [_words(item) for item in value] or None
        case bool():
            return "true" if value else None
        case str():
            return _words(value)
        case date() | Decimal():
            return value
        case _:
            return None


def _words(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else Quoted(text)
