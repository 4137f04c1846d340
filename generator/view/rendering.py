"""Renders pages as HTML. The only module that uses Jinja.

Autoescape is always on, so values from data files cannot become markup.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, TypeAlias

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context

from generator.data import labels
from generator.data.catalogue import Catalogue
from generator.data.schema import record_models
from generator.view import urls
from generator.view.cells import Content, Part, parts_of
from generator.view.page_trace import NO_CHANGES, PageChanges
from generator.view.receipts import Sources
from generator.view.site import NO_ADDITIONS, Additions, Page, PageSpec, relative_url
from generator.view.table import Table, file_stems
from generator.view.terms import Terms
from generator.view.views import Link

Renderer: TypeAlias = Environment
"""The Jinja environment that renders pages and fragments (`make_environment`)."""

PROJECT = Path(__file__).resolve().parents[2]
"""The project's folder, which holds templates, styles, scripts and UI strings beside the package."""


def templates_of(root: Path) -> Path:
    """Folder of templates: ``site_templates`` of the root if there is one, else that of the project."""
    own = root / "site_templates"
    return own if own.is_dir() else PROJECT / "site_templates"


class TableFiles:
    """Names and addresses of the files of one page's tables, for the macros that render tables."""

    def __init__(self, page: str, tables: Iterable[Table]) -> None:
        self.page = page
        self.stems = file_stems(tables)

    def stem(self, table: Table) -> str:
        """Return the stem of a table's files; empty for a table without files.

        Raises:
            LookupError: The page's specification does not name the table, so that it would have no files.
        """
        if not table.has_files:
            return ""
        for stem, named in self.stems:
            if named is table:
                return stem
        raise LookupError(f"{self.page}: {table.caption}")

    def links(self, stem: str) -> tuple[Link, ...]:
        """Links to the table as CSV and JSON, and to the workbook of all tables of the page."""
        folder = urls.page_tables(self.page)
        return (
            Link("CSV", f"{folder}{stem}.csv"),
            Link("JSON", f"{folder}{stem}.json"),
            Link("XLSX", urls.page_book(self.page)),
        )


def _parts(content: Content) -> list[tuple[str, Part]]:
    """Parts of a cell with their class names, by which the macro decides how to write them."""
    return [(type(part).__name__, part) for part in parts_of(content)]


@pass_context
def _url(context: Context, target: str) -> str:
    return relative_url(context["page"].url, target)


@pass_context
def _printed(context: Context, value: Any) -> Any:
    """Note each text that a page prints, for what depends on its words; markup holds texts noted before."""
    if type(value) is str:
        texts = context.get("texts")
        if texts is not None:
            texts.add(value)
    return value


def _label(catalogue: Catalogue, record: str, field: str) -> str:
    """Name of a field for templates, ``label("Task", "lead")``."""
    return labels.label(record_models()[record], field, catalogue)


class _Compiled(BytecodeCache):
    """Compiled templates by name and hash of their source, for all environments of one process.

    Previews and ``serve`` make an environment for each rendering; compiling takes a second. What is compiled
    depends on nothing else: all environments have the same filters, and catalogues are read at run time.
    """

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja hands both over
        """Return the template's name: in another folder the same source is the same template."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the compiled template if it is known."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self.codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def make_environment(catalogue: Catalogue, templates: Path) -> Environment:
    """The Jinja environment for pages and fragments; undefined names in templates raise errors."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=_COMPILED,
        finalize=_printed,
    )
    environment.filters["url"] = _url
    environment.filters["parts"] = _parts
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    environment.globals["t"] = catalogue.text
    environment.globals["label"] = partial(_label, catalogue)
    return environment


def render_page(
    environment: Environment,
    spec: PageSpec,
    context: dict[str, Any],
    additions: Additions = NO_ADDITIONS,
    *,
    traced: bool = False,
    changes: PageChanges = NO_CHANGES,
) -> Page:
    """Renders one page.

    Args:
        environment: From `make_environment`.
        spec: The page.
        context: Variables that all pages share.
        additions: What can be known only when all pages are listed, e.g. feed and share image.
        traced: Whether `Page.trace` is filled; the HTML is the same.
        changes: What a preview marks; found in the traces of this page and of the published one.
    """
    files, sources = TableFiles(spec.url, spec.tables), Sources(spec.url, traced, changes)
    texts: set[str] = set()
    body = environment.get_template(f"pages/{spec.template}").render(
        page=spec, view=spec.view, files=files, sources=sources, texts=texts, **context
    )
    terms: Terms = context["terms"]
    foot = environment.get_template("components/foot.html.j2").render(
        page=spec, additions=additions, terms=terms.used_in(texts), sources=sources
    )
    return Page(
        url=spec.url,
        title=spec.title,
        description=spec.description,
        section=spec.section,
        body="".join(f"{part}\n" for part in (body.strip(), foot.strip()) if part),
        index=spec.index,
        robots=spec.robots,
        image=additions.image,
        feed=additions.feed,
        calendar=additions.calendar,
        trace=sources.trace,
    )


def render_embed(environment: Environment, spec: PageSpec, drawing: str, context: dict[str, Any]) -> bytes:
    """Renders an embed as a whole HTML document (UTF-8) for frames, not a body for the site's shell."""
    template = environment.get_template(f"embeds/{spec.template}")
    sources = Sources(spec.url, framed=True)
    text = template.render(page=spec, view=spec.view, drawing=drawing, sources=sources, **context)
    return text.strip().encode() + b"\n"


def render_fragment(environment: Environment, template: str, view: Any, url: str) -> str:
    """Renders a generated part of a hand-written page as HTML; `url` is that page's address."""
    page = PageSpec(url=url, title="", description="", section="", template=template, view=view)
    return environment.get_template(template).render(page=page, view=view).strip()


def render_card(environment: Environment, lines: Sequence[Any]) -> str:
    """SVG of the picture that a shared link shows, from lines of text with their positions."""
    return environment.get_template("cards/card.svg.j2").render(lines=lines)
