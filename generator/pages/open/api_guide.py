"""``/du-lieu/api/``: explains the JSON files for programs and how to request them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.data.catalogue import TextOf
from generator.files import api
from generator.model.portal import Portal
from generator.view import urls, views
from generator.view.cells import Linked, Span
from generator.view.site import PageSpec, SearchRecord
from generator.view.table import Table, TableColumn, TableRow, one_group, title_column
from generator.view.values import Values

LANGUAGES = ("curl", "python", "r", "excel")
"""Programs for which there are examples; catalogue keys ``api.example.<id>``."""


@dataclass(frozen=True, slots=True)
class MemberMeaning:
    """One field of an object and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ApiGuide:
    """View of the page."""

    files: Table
    examples: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    fields: tuple[MemberMeaning, ...]
    """Fields that need explaining, of ``meta`` (which every file has), state, deadline and source."""


def pages(values: Values, site_url: str) -> Iterator[PageSpec]:
    """Yield the page."""
    title = values.t("api.title")
    yield PageSpec(
        url=urls.API_GUIDE,
        title=title,
        description=values.t("api.description"),
        section="du-lieu",
        template="open/api_guide.html.j2",
        view=view(values.portal, values.t, site_url),
        crumbs=values.crumbs(views.Link(values.t("opendata.title"), urls.DATA)),
        search=(SearchRecord(urls.API_GUIDE, title, "page", keywords=values.t("api.words"), weight=1),),
        index=True,
    )


def view(portal: Portal, t: TextOf, site_url: str) -> ApiGuide:
    """Make the view of the page; `site_url` is empty if not decided yet."""
    address = site_url.rstrip("/") or t("opendata.address")
    task = _first(portal)["task"] or f"{urls.API}tasks.json"
    plan = portal.settings.headline_plan
    return ApiGuide(
        files=_files_table(portal, t),
        examples=tuple(
            (
                t(f"api.example.{key}.title"),
                t(f"api.example.{key}.code", address=address, task=task, plan=plan),
            )
            for key in LANGUAGES
        ),
        rules=tuple(
            t(f"api.rules.{key}")
            for key in ("stable", "null", "text", "states", "address", "formula", "sample")
        ),
        fields=tuple(
            MemberMeaning(name, t(f"api.field.{name.replace('.', '-')}"))
            for name in (
                "meta.as_of", "meta.cutoff", "meta.sample", "meta.schema_file", "status.reported",
                "status.evidenced", "status.schedule", "status.counted_as", "status.rule", "rate_day",
                "deadline.last_days", "source.place",
            )
        ),
    )  # fmt: skip


def _files_table(portal: Portal, t: TextOf) -> Table:
    """Return the table of kinds of files; it has no CSV of its own."""
    return Table(
        caption=t("api.files"),
        columns=(
            title_column(t("api.head.path")),
            TableColumn(t("api.head.holds")),
            TableColumn(t("api.schema")),
        ),
        groups=one_group(_files(portal, t)),
        has_files=False,
    )


def _files(portal: Portal, t: TextOf) -> Iterator[TableRow]:
    for name in ("index", *api.LISTS):
        path = f"{urls.API}{name}.json"
        yield _row(t, name, path, path)
    firsts = _first(portal)
    for name, (_, path) in api.SINGLES.items():
        yield _row(t, name, f"{urls.API}{path}", firsts[name])


def _first(portal: Portal) -> Mapping[str, str]:
    """Return the path of the first file of each kind that has one file a record; empty without a record."""
    return {
        "task": next(map(api.task_path, portal.tasks()), ""),
        "agency": next(map(api.agency_path, portal.agencies), ""),
        "indicator": next(map(api.indicator_path, portal.indicators), ""),
    }


def _row(t: TextOf, name: str, path: str, url: str) -> TableRow:
    """Return the row of one kind of file, with a link unless there is no such file (`url` is empty).

    Braces in its path mark what differs by record.
    """
    schema = views.Link(t("api.schema"), api.schema_path(name))
    code = Span(path, sort="code")
    return TableRow((Linked(url, code) if url else code, t(f"api.file.{name}"), schema))
