"""``/van-ban/``: the register of documents, with text or only cited, and the page of each document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.data.history import History
from generator.model import records, wording
from generator.model.portal import Located, Portal
from generator.pages.documents.document_page import document_page, how_many
from generator.pages.documents.document_thread import full_name
from generator.view import cells, scopes, urls, views
from generator.view.document_table import document_columns, with_document_columns
from generator.view.json_ld import LANGUAGE, JsonLd, Node
from generator.view.notices import Notices
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import (
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    one_group,
    title_column,
)
from generator.view.task_views import TaskViews
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document whose text is in the data."""

    link: views.Link
    title: views.Value | None
    date: views.Value | None
    issuer: views.Value | None
    undated: bool
    not_in_copy: bool
    fields: tuple[views.ShownField, ...]
    """Declared columns of tables of documents, as far as it has a value."""
    held: tuple[tuple[str, views.Value], ...]
    """What was taken from its text: kind of row in words and number of rows."""


MANY = 150
"""Most documents without text and citation that the register lists; if more, each kind has its own page."""


@dataclass(frozen=True, slots=True)
class KindView:
    """View of the page of one kind of documents."""

    table: Table


@dataclass(frozen=True, slots=True)
class RegisterView:
    """View of the register."""

    held: tuple[HeldDocument, ...]
    cited: Table
    kinds: tuple[tuple[views.Link, views.Value], ...]
    """Links to the pages of kinds, and the number of documents on each."""
    held_count: views.Value
    cited_count: views.Value
    receipt: views.Receipt
    downloads: tuple[views.Link, ...]


LEGISLATION = frozenset({"Luật", "Nghị quyết", "Nghị định", "Thông tư", "Quyết định", "Chỉ thị"})
"""Kinds of documents that are schema.org ``Legislation``; the others are ``DigitalDocument``."""


def pages(task_views: TaskViews, notices: Notices, history: History, json_ld: JsonLd) -> Iterator[PageSpec]:
    """Yield the register, the pages of kinds, then a page for every document."""
    values = task_views.values
    title = values.t("documents.title")
    view = _register(values)
    yield PageSpec(
        url=urls.DOCUMENTS,
        title=title,
        description=values.t("documents.description"),
        section="van-ban",
        template="documents/documents.html.j2",
        view=view,
        tables=(view.cited,),
        crumbs=values.crumbs(),
        search=(
            SearchRecord(
                urls.DOCUMENTS,
                title,
                "page",
                keywords=values.t("documents.search-words"),
                weight=2,
            ),
        ),
        index=True,
    )
    for kind, found in _apart(values.portal).items():
        yield _kind_page(values, kind, found)
    for located in values.portal.documents.values():
        yield _page(task_views, notices, history, json_ld, located)


def _apart(portal: Portal) -> dict[str, list[Located[records.Document]]]:
    """Return the documents without text that no text cites, by kind; empty if there are few (`MANY`).

    They are known because they prove results.
    """
    found: dict[str, list[Located[records.Document]]] = {}
    for located in portal.documents.values():
        if not located.record.held and not located.record.cited_at:
            found.setdefault(located.record.kind, []).append(located)
    return found if sum(map(len, found.values())) > MANY else {}


def _kind_page(values: Values, kind: str, found: list[Located[records.Document]]) -> PageSpec:
    title = values.t("documents.kind.title", kind=kind)
    table = register_table(values, title, found)
    return PageSpec(
        url=urls.documents_of_kind(kind),
        title=title,
        description=values.t("documents.kind.description", kind=kind),
        section="van-ban",
        template="documents/documents_kind.html.j2",
        view=KindView(table),
        tables=(table,),
        crumbs=values.crumbs(views.Link(values.t("documents.title"), urls.DOCUMENTS)),
    )


def _page(
    task_views: TaskViews,
    notices: Notices,
    history: History,
    json_ld: JsonLd,
    located: Located[records.Document],
) -> PageSpec:
    values = task_views.values
    record = located.record
    name = full_name(record)
    key = "description-held" if record.held else "description-cited"
    title = record.title if record.symbol and record.title else ""
    plan = values.portal.plan_of_document.get(record.id)
    view = document_page(task_views, notices, history, record.id)
    return PageSpec(
        url=urls.document(record.id),
        title=name,
        description=values.t(f"documents.{key}", name=name, title=title),
        section="van-ban",
        template="documents/document.html.j2",
        view=view,
        tables=view.tables,
        crumbs=values.crumbs(views.Link(values.t("documents.title"), urls.DOCUMENTS)),
        search=(_search(values.t, record), *_figures(values, record.id)),
        card_of=(urls.plan(plan.id),) if plan else (),
        json_ld=(_description(json_ld, record),) if record.held else (),
    )


def _description(json_ld: JsonLd, record: records.Document) -> Node:
    """Return the JSON-LD of a document."""
    laid_down = record.kind in LEGISLATION
    node: Node = {
        "@type": "Legislation" if laid_down else "DigitalDocument",
        "name": record.title or full_name(record),
        "genre": record.kind,
        "inLanguage": LANGUAGE,
        **json_ld.address("url", urls.document(record.id)),
    }
    if record.symbol:
        node["legislationIdentifier" if laid_down else "identifier"] = record.symbol
    if record.date:
        node["legislationDate" if laid_down else "datePublished"] = record.date.isoformat()
    if record.issuer:
        node["author"] = {"@type": "Organization", "name": record.issuer}
    if record.url:
        node["sameAs"] = record.url
    return node


def _search(t: TextOf, record: records.Document) -> SearchRecord:
    """Return the search record of a document.

    Its title begins with the symbol, so that “5256” or “76/NQ-CP” finds the document before those that cite
    it.
    """
    title = full_name(record)
    if record.symbol is not None:
        title = ": ".join(filter(None, (record.symbol, record.title)))
    names = [full_name(record), wording.day(record.date) if record.date else ""]
    state = t("site.document.held" if record.held else "site.document.only-cited")
    if record.numbering == "blank":
        state = t("site.plan.undated")
    return SearchRecord(
        url=urls.document(record.id),
        title=title,
        kind="document",
        number=record.symbol or "",
        agencies=(record.issuer,) if record.issuer else (),
        about=record.kind,
        state=state,
        names=tuple(name for name in names if name and name != title),
        weight=3 if record.held else 1,
    )


def _figures(values: Values, document_id: str) -> Iterator[SearchRecord]:
    """Yield a search record for each figure of a report."""
    report = values.portal.reports.get(document_id)
    for located in report.observations if report else ():
        record = located.record
        indicator = values.portal.indicators[record.indicator].record if record.indicator else None
        yield SearchRecord(
            url=urls.document_row(document_id, "sl", record.key),
            title=f"{record.label}: {record.value_as_written}",
            kind="observation",
            about=values.source_label(document_id),
            names=(indicator.short_name,) if indicator else (),
        )


def _register(values: Values) -> RegisterView:
    documents = values.portal.documents.values()
    held = [_held(values, located) for located in documents if located.record.held]
    apart = _apart(values.portal)
    aside = {located.record.id for found in apart.values() for located in found}
    cited = [located for located in documents if not located.record.held and located.record.id not in aside]
    not_held = scopes.rows("documents", held="false")
    listed = not_held.filled("cited_at") if apart else not_held
    return RegisterView(
        held=tuple(held),
        cited=register_table(values, values.t("documents.cited.caption"), cited),
        kinds=tuple(
            (
                views.Link(kind, urls.documents_of_kind(kind)),
                values.tally(len(found), not_held.where(cited_at="", kind=kind)),
            )
            for kind, found in apart.items()
        ),
        held_count=values.tally(len(held), scopes.rows("documents", held="true")),
        cited_count=values.tally(len(cited), listed),
        receipt=values.listed("documents"),
        downloads=values.downloads("documents"),
    )


def register_table(values: Values, caption: str, documents: Iterable[Located[records.Document]]) -> Table:
    """Return a table of documents, with the number of places in texts that cite each."""
    heads = [values.label(records.Document, name) for name in ("kind", "date", "issuer")]
    listed = tuple(documents)
    table = Table(
        caption=caption,
        columns=(
            title_column(values.t("documents.table.name"), "col-title"),
            *(TableColumn(head) for head in heads),
            count_column(values.t("documents.table.cited")),
        ),
        groups=one_group(_row(values, located) for located in listed),
        receipt=values.listed("documents"),
        links=values.downloads("documents"),
    )
    return with_document_columns(values, table, listed)


def _row(values: Values, located: Located[records.Document]) -> TableRow:
    record, none = located.record, cells.absent(values.t("documents.no-date"))
    title, day = _title(values, located), _day(values, located)
    return TableRow(
        (
            cells.spaced(
                views.Link(full_name(record), urls.document(record.id)), cells.item(title) if title else None
            ),
            record.kind,
            TableCell(day, sort_key=day.machine) if day else none,
            _issuer(values, located) or none,
            values.tally(len(record.cited_at), scopes.rows("documents", id=record.id).each("cited_at")),
        )
    )


def _held(values: Values, located: Located[records.Document]) -> HeldDocument:
    record = located.record
    return HeldDocument(
        link=views.Link(full_name(record), urls.document(record.id)),
        title=_title(values, located),
        date=_day(values, located),
        issuer=_issuer(values, located),
        undated=record.numbering == "blank",
        not_in_copy=record.numbering == "not-in-copy",
        fields=tuple(field for field in document_columns(values, located) if field.parts),
        held=tuple(_held_rows(values, record.id)),
    )


def _title(values: Values, located: Located[records.Document]) -> views.Value | None:
    """Return a document's title; None if its name contains it or there is none."""
    record = located.record
    return values.value(record.title, located, "title") if record.title and record.symbol else None


def _day(values: Values, located: Located[records.Document]) -> views.Value | None:
    day = located.record.date
    return values.value(wording.day(day), located, "date", machine=day.isoformat()) if day else None


def _issuer(values: Values, located: Located[records.Document]) -> views.Value | None:
    issuer = located.record.issuer
    return values.value(issuer, located, "issuer") if issuer else None


def _held_rows(values: Values, document_id: str) -> Iterator[tuple[str, views.Value]]:
    located = values.portal.documents[document_id]
    plan = values.portal.plan_of_document.get(document_id)
    report = values.portal.reports.get(document_id)
    counts: list[tuple[str, int]] = []
    if plan is not None:
        counts += [
            ("nhiem-vu", len(plan.printed_tasks)),
            ("chi-tieu", len(plan.targets)),
            ("toan-van", len(plan.sections)),
        ]
    if report is not None:
        counts.append(("so-lieu", len(report.observations)))
    for part, number in counts:
        if number:
            yield values.t(f"documents.taken.{part}"), how_many(values, located, part, number)
