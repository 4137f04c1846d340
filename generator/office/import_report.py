"""Describes in words what an import would change, for the terminal and the report page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from generator.data.catalogue import Catalogue
from generator.data.labels import label
from generator.model import records, wording
from generator.model.portal import Portal
from generator.office.changes import ResultChange
from generator.office.document_register import Register
from generator.office.field_cells import Plain
from generator.office.form_columns import RESULTS_TYPED
from generator.office.form_import import Outcome
from generator.office.offered_names import offered
from generator.office.sent_kinds import Aside
from generator.view.fields.results import RESULTS

FIELDS = {field.attribute: field for field in RESULTS if field.record is records.Result}
"""What is declared of the fields of a result."""

COLUMNS = {column.field.attribute: column for column in RESULTS_TYPED if column.field is not None}
"""Columns of the form that they are reported in."""

AS_WRITTEN = frozenset({"value", "unit"})
"""Fields that are not listed because `value_as_written` shows them."""


@dataclass(frozen=True, slots=True)
class NewValue:
    """One changed field: its name, old value and new value in words."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeInWords:
    """One result that is new or changes, in words."""

    plan: str
    number: str
    words: str
    agency: str
    is_new: bool
    fields: tuple[NewValue, ...]
    place: str


@dataclass(frozen=True)
class ImportReport:
    """Describes the outcome of an import in words."""

    portal: Portal
    outcome: Outcome
    catalogue: Catalogue

    def name(self, agency: str) -> str:
        """Return the short name of an agency, else its name."""
        record = self.portal.agencies[agency].record
        return record.short_name or record.name

    def changes(self) -> Iterator[ChangeInWords]:
        """Yield every result that is new or changes, in the order of the files."""
        register = Register(self.portal.documents)
        for change in self.outcome.changes:
            duty = change.entry.duty
            yield ChangeInWords(
                duty.plan.record.short_title,
                duty.number,
                duty.words,
                self.name(duty.agency),
                not change.old,
                tuple(self._fields(change, register)),
                change.entry.place.text,
            )

    def _fields(self, change: ResultChange, register: Register) -> Iterator[NewValue]:
        for one in change.fields:
            if one.field not in AS_WRITTEN:
                old, new = (self._shown(one.field, value, register) for value in (one.before, one.after))
                yield NewValue(self._title(one.field), old, new)

    def _title(self, field: str) -> str:
        """Name of a field; the words of a figure go by the name of the figure."""
        return label(records.Result, "value" if field == "value_as_written" else field, self.catalogue)

    def _shown(self, name: str, value: Plain | None, register: Register) -> str:
        parts = value if isinstance(value, list) else [value]
        return "; ".join(self._word(name, part, register) for part in parts if part) or "–"

    def _word(self, name: str, value: str, register: Register) -> str:
        """One value of a field for a reader, as the field is declared."""
        field, column = FIELDS.get(name), COLUMNS.get(name)
        if field is not None and field.ids == "documents":
            return self._document(value, register)
        if field is not None and field.kind == "date":
            return wording.day(date.fromisoformat(value))
        if field is not None and field.kind == "number":
            return wording.number(Decimal(value))
        return value if column is None else offered(column, self.catalogue, self.portal).get(value, value)

    def _document(self, document: str, register: Register) -> str:
        new = next((one for one in self.outcome.newcomers if one.id == document), None)
        return new.symbol if new is not None else register.text(document)

    def lines(self) -> Iterator[str]:
        """Yield the whole outcome as lines of text."""
        t = self.catalogue.text
        for change in self.changes():
            kind = "new" if change.is_new else "changed"
            yield t(f"office.import.{kind}", plan=change.plan, number=change.number, agency=change.agency)
            for field in change.fields:
                yield t("office.import.field", field=field.field, old=field.old, new=field.new)
        yield from self.documents()
        yield from self.summary()
        yield from self.takeable()

    def documents(self) -> Iterator[str]:
        """Yield lines on postponed deadlines with their documents, and on documents to be registered."""
        t = self.catalogue.text
        for moved in self.outcome.postponements:
            document = self._document(moved.fields["document"], Register(self.portal.documents))
            yield t(
                "office.import.postponed",
                plan=moved.plan.record.short_title,
                number=moved.fields["task"],
                deadline=moved.fields["deadline"],
                document=document,
            )
        for one in self.outcome.newcomers:
            yield t(
                "office.import.registered",
                symbol=one.symbol, day=wording.day(one.day), issuer=one.issuer, title=one.title,
            )  # fmt: skip

    def takeable(self) -> Iterator[str]:
        """Yield lines on files that could be taken without the others, or wait while others are taken."""
        t = self.catalogue.text
        if self.outcome.waiting:
            yield t("office.import.waiting", files=", ".join(sorted(self.outcome.waiting)))
        elif self.outcome.refused and self.outcome.sound:
            yield t("office.import.sound", files=", ".join(self.outcome.sound))

    def summary(self) -> Iterator[str]:
        """Yield lines on who reported how much and who has not reported."""
        t = self.catalogue.text
        for one in self.outcome.returned:
            yield t(
                "office.import.returned",
                agency=self.name(one.agency), file=one.file, answered=one.answered, asked=one.asked,
            )  # fmt: skip
        unreported = [self.name(agency) for agency in self.outcome.unreported]
        if unreported:
            yield t("office.import.unreported", count=len(unreported), agencies=", ".join(unreported))
        else:
            yield t("office.import.all-reported")


def aside_lines(aside: Iterable[Aside], catalogue: Catalogue) -> Iterator[str]:
    """Yield a line for each reason why something sent was not read, with the names of what it was."""
    files: dict[str, list[str]] = {}
    for one in aside:
        files.setdefault(one.reason, []).append(one.file)
    for reason, names in files.items():
        why = catalogue.text(f"office.aside.{reason}")
        yield catalogue.text("office.import.aside", files=", ".join(names), why=why)
