"""``/du-lieu/api/``: the JSON files for programs, what each holds, and how to ask for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.files import api
from generator.view import urls, views
from generator.view.kernel import Kernel
from generator.view.site import PageSpec, SearchRecord

LANGUAGES = ("curl", "python", "r", "excel")
"""Languages of the examples; keys of the catalogue."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One kind of file."""

    path: str
    """Address below the site; braces stand for what tells records apart."""
    link: views.Link
    """The file, or one such file for files of one record."""
    text: str
    schema: views.Link


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ApiGuide:
    """Everything the page tells."""

    files: tuple[FileRow, ...]
    examples: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    fields: tuple[Field, ...]
    """What every answer says of itself, and the fields of a task's state."""


def pages(kernel: Kernel) -> Iterator[PageSpec]:
    """The page."""
    title = kernel.t("api.title")
    yield PageSpec(
        url=urls.API_GUIDE,
        title=title,
        description=kernel.t("api.description"),
        section="du-lieu",
        template="api_guide.html.j2",
        view=view(kernel),
        crumbs=kernel.crumbs(views.Link(kernel.t("opendata.title"), urls.DATA)),
        search=(SearchRecord(urls.API_GUIDE, title, "page", keywords=kernel.t("api.words"), weight=1),),
        index=True,
    )


def view(kernel: Kernel) -> ApiGuide:
    """View of the page."""
    address = kernel.site_url.rstrip("/") or kernel.t("opendata.address")
    task = next(kernel.portal.tasks())
    return ApiGuide(
        files=tuple(_files(kernel)),
        examples=tuple(
            (
                kernel.t(f"api.example.{key}.title"),
                kernel.t(f"api.example.{key}.code", address=address, task=api.task_path(task)),
            )
            for key in LANGUAGES
        ),
        rules=tuple(
            kernel.t(f"api.rules.{key}")
            for key in ("stable", "null", "text", "states", "address", "formula", "sample")
        ),
        fields=tuple(
            Field(name, kernel.t(f"api.field.{name.replace('.', '-')}"))
            for name in (
                "meta.as_of", "meta.cutoff", "meta.sample", "meta.schema_file", "status.reported",
                "status.evidenced", "status.schedule", "status.rule", "deadline.last_days", "source.place",
            )
        ),
    )  # fmt: skip


def _files(kernel: Kernel) -> Iterator[FileRow]:
    for name in ("index", *api.LISTS):
        path = f"{urls.API}{name}.json"
        yield _row(kernel, name, path, path)
    portal = kernel.portal
    firsts = {
        "task": api.task_path(next(portal.tasks())),
        "agency": api.agency_path(next(iter(portal.agencies))),
        "indicator": api.indicator_path(next(iter(portal.indicators))),
    }
    for name, (_, path) in api.SINGLES.items():
        yield _row(kernel, name, f"{urls.API}{path}", firsts[name])


def _row(kernel: Kernel, name: str, path: str, url: str) -> FileRow:
    schema = views.Link(kernel.t("api.schema"), api.schema_path(name))
    return FileRow(path, views.Link(path, url), kernel.t(f"api.file.{name}"), schema)
