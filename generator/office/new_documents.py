"""Reads the documents that agencies add in their forms, on the sheet for documents not in the register."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.problems import quote
from generator.model.portal import Portal
from generator.model.slugs import fold, slug
from generator.office.agency_names import AgencyNames
from generator.office.cell_values import CellError, day_of, line_of
from generator.office.document_register import Found, Register, folded, split
from generator.office.field_cells import Plain, is_free, value_of
from generator.office.file_problems import Complaints
from generator.office.offered_names import offered
from generator.office.sheet_tables import SheetLine, SheetTable
from generator.office.submission import Submission

REQUIRED = {
    "symbol": "xlsx-document-no-symbol",
    "kind": "xlsx-document-no-kind",
    "date": "xlsx-document-no-date",
    "issuer": "xlsx-document-no-issuer",
    "title": "xlsx-document-no-title",
}
"""Columns that must be filled in for a new document, with the code of the problem if one is empty."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A document that a form adds to the register."""

    id: str
    symbol: str
    kind: str
    day: date
    issuer: str
    title: str
    place: str
    """Place in the form, ``file › sheet!cell``."""
    more: Mapping[str, Plain] = field(default_factory=dict)
    """Fields that a new document may do without, as the register holds them."""

    @property
    def identity(self) -> tuple[str, date, str]:
        """What identifies the document: symbol, day and issuer; the symbol alone is used by many communes."""
        return folded(self.symbol), self.day, fold(self.issuer)


@dataclass
class KnownDocuments:
    """The documents of the register and those that the forms of one import add."""

    portal: Portal
    catalogue: Catalogue
    """Words that may be chosen."""
    register: Register = field(init=False)
    new: dict[tuple[str, date, str], Newcomer] = field(default_factory=dict)
    """New documents by `Newcomer.identity`."""
    used: dict[str, Newcomer] = field(default_factory=dict)
    """New documents that a result refers to, by id."""
    _names: dict[str, AgencyNames] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.register = Register(self.portal.documents)

    def introduce(self, submission: Submission, complaints: Complaints) -> dict[str, list[str]]:
        """Read the new documents of a form; mistakes are added to `complaints`.

        Returns:
            Ids by folded symbol. A document that is in the register already, or in another form, has that id.
        """
        own: dict[str, list[str]] = {}
        for table, line in submission.documents:
            row = self._row(table, line, complaints)
            if row is None:
                continue
            symbol, kind, day, issuer, title = row
            known = self._known(symbol, day, issuer)
            if known is None:
                identity = (folded(symbol), day, fold(issuer))
                place = f"{complaints.file} › {quote(table.name)}!{line.cells['symbol'].name}"
                document = self._id(symbol, day, submission.facts.agency)
                more = self._more(table, line, complaints)
                newcomer = Newcomer(document, symbol, kind, day, issuer, title, place, more)
                known = self.new.setdefault(identity, newcomer).id
            own.setdefault(folded(symbol), []).append(known)
        return own

    def tell_uncited(
        self,
        submission: Submission,
        own: Mapping[str, list[str]],
        cited: AbstractSet[str],
        complaints: Complaints,
    ) -> None:
        """Warn of each row of new documents that no cell of the form names: it proves nothing.

        Args:
            submission: The form.
            own: What `introduce` returned for it.
            cited: Ids of the documents that its cells name.
            complaints: Collects the warnings.
        """
        for table, line in submission.documents:
            cell = line.cells.get("symbol")
            symbol = str(cell.value) if cell is not None else ""
            ids = own.get(folded(symbol), [])
            if cell is not None and ids and not cited & {*ids}:
                complaints.warn(table.name, cell, "xlsx-document-uncited", value=symbol)

    def number_of(self, document: str) -> tuple[str | None, date | None]:
        """Return symbol and date of a document by its id, also of one that a form adds."""
        for one in self.new.values():
            if one.id == document:
                return one.symbol, one.day
        record = self.portal.documents[document].record
        return record.symbol, record.date

    def find(self, text: str, own: dict[str, list[str]], agency: str) -> Found:
        """Find the document that a cell names: one that the form adds, else one of the register.

        If several documents have the symbol, the one issued by the agency itself is chosen.

        Args:
            text: Text of the cell, for one document.
            own: What `introduce` returned for the form.
            agency: Id of the agency of the form.
        """
        symbol, _ = split(text)
        introduced = list(dict.fromkeys(own.get(folded(symbol), [])))
        if len(introduced) == 1:
            return Found(introduced[0])
        found = self.register.find(text)
        if len(found.several) > 1:
            name = fold(self.portal.agencies[agency].record.name)
            ids = [
                i
                for i in (self.register.find(other).id for other in found.several)
                if i is not None and name in fold(self.portal.documents[i].record.issuer or "")
            ]
            if len(ids) == 1:
                return Found(ids[0])
        return found

    def agency_names(self, owner: str = "") -> AgencyNames:
        """The names of all agencies; a name that several share is that of an agency under `owner`, an id."""
        if owner not in self._names:
            agencies = (located.record for located in self.portal.agencies.values())
            self._names[owner] = AgencyNames(agencies, owner)
        return self._names[owner]

    def use(self, document: str) -> Newcomer | None:
        """Remember that a result refers to a document; return it if it is a new one, else None."""
        newcomer = next((n for n in self.new.values() if n.id == document), None)
        if newcomer is not None:
            self.used[document] = newcomer
        return newcomer

    def _row(
        self, table: SheetTable, line: SheetLine, complaints: Complaints
    ) -> tuple[str, str, date, str, str] | None:
        missing = [name for name in REQUIRED if name not in line.cells]
        for name in missing:
            column = table.places.get(name, 1)
            complaints.at(table.name, line.row, column, REQUIRED[name])
        if missing:
            return None
        texts: dict[str, str] = {}
        day: date | None = None
        for name in REQUIRED:
            cell = line.cells[name]
            try:
                if name == "date":
                    day = day_of(cell)
                else:
                    texts[name] = complaints.kept(table.name, cell, line_of(cell))
            except CellError as error:
                complaints.cell(table.name, cell, error.code, **error.params)
        if day is None or len(texts) < len(REQUIRED) - 1:
            return None
        return texts["symbol"], texts["kind"], day, texts["issuer"], texts["title"]

    def _more(self, table: SheetTable, line: SheetLine, complaints: Complaints) -> dict[str, Plain]:
        """The fields beside the required ones, each read by its kind."""
        found: dict[str, Plain] = {}
        for column in table.columns:
            cell = line.cells.get(column.id)
            if cell is None or column.field is None or column.id in REQUIRED:
                continue
            try:
                words = offered(column, self.catalogue, self.portal)
                value = value_of(cell, column.field, words, self.agency_names())
            except CellError as error:
                complaints.cell(table.name, cell, error.code, **error.params)
                continue
            if is_free(column.field) and isinstance(value, str):
                complaints.kept(table.name, cell, value)
            found[column.field.attribute] = value
        return found

    def _known(self, symbol: str, day: date, issuer: str) -> str | None:
        found = self.register.find(f"{symbol} ({day.day}/{day.month}/{day.year})")
        if found.id is not None and _same_issuer(self.portal.documents[found.id].record.issuer, issuer):
            return found.id
        same = (self.register.find(other).id for other in found.several)
        return next(
            (
                i
                for i in same
                if i is not None and _same_issuer(self.portal.documents[i].record.issuer, issuer)
            ),
            None,
        )

    def _id(self, symbol: str, day: date, agency: str) -> str:
        taken = {*self.portal.documents, *(newcomer.id for newcomer in self.new.values())}
        base = f"{slug(symbol)}-{day.year}"[:64].strip("-")
        tries: Iterable[str] = (
            base,
            f"{base}-{agency}"[:64].strip("-"),
            *(f"{base[:58]}-{n}" for n in range(2, 999)),
        )
        return next(one for one in tries if one not in taken)


def _same_issuer(known: str | None, typed: str) -> bool:
    return known is None or fold(known) == fold(typed)
