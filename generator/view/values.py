"""Makes values, links and marks with their receipts, so that every page words them in the same way."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator.data import closed_quarter, labels
from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured, Standing
from generator.measures.place import Place
from generator.measures.schedule import Schedule
from generator.model import records, wording
from generator.model.portal import Located, Task
from generator.view import urls, views
from generator.view.fields.declared import field_of
from generator.view.fields.field import Codes, Register
from generator.view.scopes import SNAPSHOT, Scope

ROWS = "count-rows"
"""Rule of a number of rows of a published table, for which its scope is the only condition."""

SIGNS: Mapping[str, str] = {
    Place.DONE: "✓",
    Place.DONE_LATE: "✓",
    Place.OVERDUE: "✕",
    Place.DUE_UNREPORTED: "!",
    Place.DUE: "◔",
    Place.NOT_DUE: "",
    Place.CONTINUOUS: "∞",
    Place.NOT_COMPUTABLE: "?",
    Place.WITHDRAWN: "–",
    Place.STOPPED: "■",
    Place.MERGED: "→",
    Schedule.ON_TIME: "✓",
    Schedule.LATE: "✓",
    Schedule.DONE_UNDATED: "✓",
    Schedule.DUE_SOON: "",
}
"""Sign of each place and schedule. What is done has the sign of done, late or not.

Pages show the word beside it; the CSS class adds fill, border and pattern.
"""

PLACE_ORDER = (
    Place.DONE, Place.DONE_LATE, Place.OVERDUE, Place.DUE_UNREPORTED, Place.DUE, Place.NOT_DUE,
    Place.CONTINUOUS, Place.NOT_COMPUTABLE, Place.WITHDRAWN, Place.STOPPED, Place.MERGED,
)  # fmt: skip
"""Order of places in sums, keys, tables and charts."""

_NUMBERED = re.compile(r"[IVX]+|\d+|\S+\.\S+")
"""A place that is only a number (``II.3.c``), shown as “mục II.3.c”."""

_CELL = re.compile(r"(.+) › (.+)!([A-Z]+\d+)")
"""The place of a result in an Excel form as the import writes it (`office.entries.Place.text`)."""


class Values:
    """Makes views of a measured portal's values, names and places.

    Pure: the same portal gives the same views. All receipts of records are made here, never by a page.
    """

    def __init__(self, measured: Measured, catalogue: Catalogue) -> None:
        self.measured = measured
        self.portal = measured.portal
        self.catalogue = catalogue
        self.t = catalogue.text

    def source_label(self, document_id: str) -> str:
        """Return a document's symbol, else the short title of its plan, else its title, else its kind."""
        record = self.portal.documents[document_id].record
        plan = self.portal.plan_of_document.get(document_id)
        return record.symbol or (plan.record.short_title if plan else None) or record.title or record.kind

    def document_link(self, document_id: str) -> views.Link:
        """Return a link to a document; its note says if the document is only cited."""
        record = self.portal.documents[document_id].record
        note = "" if record.held else self.t("site.document.only-cited")
        return views.Link(self.source_label(document_id), urls.document(document_id), note)

    def at(self, source: records.Source) -> str:
        """Return the place in a document in words: “mục II.3.c”, “Phụ lục, dòng 38”."""
        if source.row is not None:
            return self.t("site.receipt.row", at=source.at, row=source.row)
        if _NUMBERED.fullmatch(source.at):
            return self.t("site.receipt.section", at=source.at)
        return source.at

    def receipt(self, located: Located[Any] | Task, field: str = "", rule: str = "") -> views.Receipt:
        """Return the receipt of a record, for one of its fields or a value that `rule` computed from it."""
        record = located.record
        source: records.Source | None = getattr(record, "source", None)
        quality = getattr(record, "text", "") if hasattr(record, "uncertain") else ""
        if field and field in getattr(record, "uncertain", ()):
            quality = "uncertain"
        if source is None:
            origin = self.origin(record)
            return views.Receipt(located.ref, located.place, rule=rule, quality=quality, origin=origin)
        return views.Receipt(
            record=located.ref,
            place=located.place,
            document=self.source_label(source.document),
            at=self.at(source),
            url=self.source_url(located.ref, source),
            rule=rule,
            quality=quality,
        )

    def origin(self, record: records.Record) -> str:
        """Say in which cell of which Excel form a result was reported, and by whom; empty for others."""
        if not isinstance(record, records.Result) or record.imported is None:
            return ""
        cell = _CELL.fullmatch(record.imported)
        words = (
            self.t("site.receipt.imported-as", place=record.imported)
            if cell is None
            else self.t("site.receipt.imported", file=cell[1], sheet=cell[2], cell=cell[3])
        )
        if record.reporter is None:
            return words
        return self.t("site.receipt.handed-in", origin=words, agency=self.agency_name(record.reporter))

    def source_url(self, ref: str, source: records.Source) -> str:
        """Return page and anchor of a record (by its reference) on the page of its source document."""
        kind, _, key = ref.partition(":")
        anchors = {"task": "nv", "target": "ct", "section": "muc", "observation": "sl"}
        if kind not in anchors:
            return urls.document(source.document)
        number = key if kind == "observation" else key.partition("/")[2]
        return urls.document_row(source.document, anchors[kind], number)

    def value(
        self, text: str, located: Located[Any] | Task, field: str = "", machine: str | None = None
    ) -> views.Value:
        """Return the value of a record's field as written, with the raw OCR if it is uncertain.

        Args:
            text: What readers see.
            located: The record.
            field: Name of the field, to look up whether its wording is uncertain.
            machine: The value for machines; `text` if None.
        """
        ocr: dict[str, str] = getattr(located.record, "ocr", {})
        return views.Value(
            text=text,
            machine=text if machine is None else machine,
            receipt=self.receipt(located, field),
            uncertain=ocr.get(field, ""),
        )

    def note(self, located: Located[Any] | Task) -> views.Value | None:
        """Return what the data note about a record, with its reference for machines; None without a note."""
        text: str | None = located.record.note
        return self.value(text, located, "note", machine=located.ref) if text else None

    def marked(
        self, links: Iterable[views.Link], located: Located[Any] | Task, field: str
    ) -> tuple[views.Link, ...]:
        """Return the links of a record's field, each with a note if the field's wording is uncertain."""
        if field not in getattr(located.record, "uncertain", ()):
            return tuple(links)
        mark = self.t("shell.uncertain.mark")
        return tuple(replace(link, note="; ".join(filter(None, (link.note, mark)))) for link in links)

    def uncertain_fields(
        self, located: Located[Any] | Task, elsewhere: frozenset[str] = frozenset()
    ) -> tuple[views.Value, ...]:
        """Return the names of a record's uncertain fields, each with the raw OCR.

        Args:
            located: A record taken from a document.
            elsewhere: Fields to leave out, because the page shows the raw OCR beside their value.
        """
        record: records.Sourced | records.Document = located.record
        return tuple(
            self.value(labels.label(type(record), name, self.catalogue), located, name)
            for name in record.uncertain
            if name not in elsewhere
        )

    def named(self, register: Register, key: str) -> str:
        """Return the name of an entry of a register by its id; the id itself if there is no such entry."""
        portal = self.portal
        match register:
            case "agencies" if key in portal.agencies:
                return self.agency_name(key)
            case "documents" if key in portal.documents:
                return self.source_label(key)
            case "areas" if key in portal.areas:
                return portal.areas[key].record.name
            case "indicators" if key in portal.indicators:
                return portal.indicators[key].record.name
            case "plans" if key in portal.plans:
                return portal.plans[key].record.short_title
            case _:
                return key

    def as_of_words(self) -> str:
        """The as-of date in words: in the course of the day (“tính đến”) or at its end (“đến hết”)."""
        key = "until" if self.measured.ended else "at"
        return self.t(f"site.as-of.{key}", day=wording.day(self.measured.as_of))

    def label(self, record: type[records.Record], column: str) -> str:
        """Return the name of a declared field, for the heading of a table's column.

        Raises:
            KeyError: The record's fields have no such column.
        """
        return field_of(record, column).label(self.catalogue)

    def word(self, codes: Codes, code: str) -> str:
        """Return the words of a code, from the one list that its enumeration has."""
        return self.t(codes.key(code))

    def code_word(self, record: type[records.Record], field: str, code: str) -> str:
        """Return the words of a code that a field of a record may have, such as the kind of an agency."""
        return self.t(f"{labels.codes_key(record, field)}.{code}")

    def computed(
        self, text: str, machine: str, located: Located[Any] | Task | None, rule: str
    ) -> views.Value:
        """Return a state or figure that a rule computed from one record (or from the tasks, if None)."""
        receipt = self.receipt(located, rule=rule) if located is not None else self.counted(rule)
        return views.Value(text, machine, receipt)

    def counted(self, rule: str, table: str = "tasks") -> views.Receipt:
        """Return the receipt of a count over a published table, by a counting rule."""
        return replace(self.listed(table), url=f"{urls.METHOD}#{rule}", rule=rule)

    def count(self, number: int, rule: str, of: Scope) -> views.Value:
        """Return a count with its receipt (see `counted`).

        Args:
            number: The count.
            rule: The counting rule (`metrics.COUNT_RULES`).
            of: The rows over which the rule counts.
        """
        receipt = self.counted(rule, of.table)
        return views.Value(wording.number(number), str(number), receipt, count=views.Count(rule, str(of)))

    def clause(self, words: str, number: int, rule: str, of: Scope) -> views.Value:
        """Return a count said in words of a sentence, “3 quá hạn”."""
        return replace(self.count(number, rule, of), text=words)

    def agency_name(self, agency_id: str, *, short: bool = False) -> str:
        """Name of an agency; with `short`, its short name if it has one."""
        record = self.portal.agencies[agency_id].record
        return (record.short_name or record.name) if short else record.name

    def agency_kind(self, agency_id: str) -> str:
        """What kind of agency it is, in words, with a capital."""
        kind = self.portal.agencies[agency_id].record.kind
        return wording.sentence(self.code_word(records.Agency, "kind", kind))

    def agency_link(self, agency_id: str, *, short: bool = False) -> views.Link:
        """Link to an agency."""
        return views.Link(self.agency_name(agency_id, short=short), urls.agency(agency_id))

    def agency_links(self, ids: Iterable[str]) -> tuple[views.Link, ...]:
        """Links to agencies, in the order given."""
        return tuple(self.agency_link(i) for i in ids)

    def area_link(self, area_id: str) -> views.Link:
        """Link to an area by its short name."""
        return views.Link(self.portal.areas[area_id].record.short_name, urls.area(area_id))

    def plan_link(self, plan_id: str) -> views.Link:
        """Return a link to a plan; its note says if its document has no number and date."""
        plan = self.portal.plans[plan_id]
        note = self.t("site.plan.undated") if self.portal.is_undated(plan) else ""
        return views.Link(plan.record.short_title, urls.plan(plan_id), note)

    def mark(self, code: str) -> views.Mark:
        """Return sign and word of a state."""
        return views.Mark(code, SIGNS[code], self.t(f"site.state.{code}"))

    def mark_of(self, standing: Standing) -> views.Mark:
        """Return sign and word of the place in which a task is counted."""
        return self.mark(standing.place)

    def downloads(self, table: str) -> tuple[views.Link, ...]:
        """Return links to the files of a published table."""
        return (
            views.Link("CSV", f"{urls.DATA}{table}.csv"),
            views.Link("JSON", f"{urls.DATA}{table}.json"),
            views.Link("XLSX", f"{urls.DATA}{table}.xlsx"),
        )

    def crumbs(self, *links: views.Link) -> tuple[views.Link, ...]:
        """Return breadcrumbs, beginning with the home page."""
        return (views.Link(self.t("site.home.crumb"), urls.HOME), *links)

    def tally(self, number: int, of: Scope, rule: str = "") -> views.Value:
        """Return a number of rows of a published table, or of different values in a column of it.

        Args:
            number: The number.
            of: The rows that are counted.
            rule: The counting rule that readers are led to, if one says why these rows are counted; without
                one the receipt is the table.
        """
        receipt = self.counted(rule, of.table) if rule else self.listed(of.table)
        return views.Value(wording.number(number), str(number), receipt, count=views.Count(ROWS, str(of)))

    def listed(self, table: str) -> views.Receipt:
        """Return the receipt of rows of a published table, without a counting rule.

        A table of a closed quarter (``snapshot:2026-q1/tasks``, see `scopes`) lies with its snapshot,
        not among the tables of today.
        """
        if table.startswith(SNAPSHOT):
            return self._kept(*table.removeprefix(SNAPSHOT).split("/"))
        place = f"{urls.DATA}{table}.csv"
        return views.Receipt(f"table:{table}", place, url=place)

    def _kept(self, quarter_id: str, table: str) -> views.Receipt:
        """Return the receipt of a closed quarter's table: its file in the repository, as a whole."""
        quarter = next(quarter for quarter in self.portal.snapshots if quarter.id == quarter_id)
        place = f"{closed_quarter.snapshot_path(quarter, table)}:1"
        return views.Receipt(f"snapshot:{quarter_id}", place, url=f"{urls.snapshot(quarter)}{table}.csv")

    def receipt_at(self, located: Located[Any], source: records.Source) -> views.Receipt:
        """Return the receipt of a field with a source of its own (such as `lead_source`)."""
        return views.Receipt(
            record=located.ref,
            place=located.place,
            document=self.source_label(source.document),
            at=self.at(source),
            url=urls.document(source.document),
        )

    def fraction(
        self, part: int, whole: int, rule: str, of: Scope, out_of: Scope | None = None
    ) -> views.Value:
        """Return a part and its denominator, ``3 / 8``.

        Args:
            part: The part.
            whole: The denominator.
            rule: The counting rule.
            of: The rows over which the rule counts both numbers; with `out_of`, the rows of the part.
            out_of: The rows of the denominator, where part and denominator are numbers of rows.
        """
        text = f"{wording.number(part)} / {wording.number(whole)}"
        count = views.Count(rule, str(of), "" if out_of is None else str(out_of))
        return views.Value(text, f"{part}/{whole}", self.counted(rule, of.table), count=count)
