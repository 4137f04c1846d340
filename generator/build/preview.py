"""Makes a preview: a site in which what differs from the published data is marked and listed, with a banner.

The pages are rendered from the present data and from the published data (`published_state`), and what their
figures are about is compared; a page on which some differ is rendered once more, with its marks. A published
build never contains any of it.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.build.bodies import page_context, render_pages, site_of
from generator.build.marks import changes_of
from generator.build.pipeline import Options, Progress
from generator.build.shells import write_site
from generator.build.specs import Specs, families, specs_of
from generator.data.catalogue import Catalogue
from generator.data.check import check_files
from generator.data.differences import Published
from generator.data.gitlog import GitError, NoCommitError, history_warnings, read_history
from generator.data.gitlog import published as published_commit
from generator.data.history import NO_HISTORY
from generator.data.parser import read_files
from generator.data.problems import Problem
from generator.data.whole_folder import whole_folder
from generator.measures.loader import load_measured
from generator.measures.metrics import Measured
from generator.pages.record.differences import DifferenceList, describe
from generator.pages.record.preview import Banner, banner, page, unknown
from generator.view import views
from generator.view.presentation import Presentation
from generator.view.rendering import Renderer, make_environment, render_page, templates_of
from generator.view.site import Page, Site, SiteFile

STYLE = "assets/xem-truoc.css"

HOME_FILE = "index.html"
"""Address of the home page for a `Link`, in which an empty address means that there is no link."""

_FOLDER_LINK = re.compile(r'( (?:href|action)="[^":?#]*/)((?:[?#][^"]*)?)"')
"""A link to a folder. A web server answers it with ``index.html``, a browser that opens files does not."""


class NoDataError(Exception):
    """The folder to compare with has no ``data/portal.yaml``."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A site with the differences marked, and the banner at the top of its pages."""

    site: Site
    banner: Banner
    warnings: tuple[Problem, ...] = ()
    """What is to be told of the history, if it is not known whole."""


@dataclass(slots=True)
class Kept:
    """The published pages of the last preview, reused while the published data and templates are the same."""

    key: bytes = b""
    """SHA-256 of what the pages were made from: as-of day, published data files, templates."""
    pages: tuple[Page, ...] = ()


def published_state(root: Path, against: str = "") -> Published | None:
    """Read the published data; None if the root has no git history and no folder is given.

    Args:
        root: Folder with ``data/``.
        against: A folder with ``data/``, or a commit or branch; when empty, see `gitlog.published`.

    Raises:
        NoDataError: The folder has no ``data/portal.yaml``.
        NoCommitError: There is no such commit.
        GitError: There is a repository, and git failed to read it.
    """
    folder = Path(against)
    if against and folder.is_dir():
        files = read_files(folder)
        if "data/portal.yaml" not in files:
            raise NoDataError(against)
        return Published(files, folder=against)
    try:
        found = published_commit(root, against)
    except NoCommitError:
        if against:
            raise
        return None  # a repository before its first commit
    return None if found is None else Published(found[1], found[0])


def _published_or_unknown(root: Path, against: str) -> Published | None:
    """Return the published state; None too if git cannot read the repository and nothing is named."""
    try:
        return published_state(root, against)
    except GitError:
        if against:
            raise
        return None


def compared(now: Presentation, published: Published) -> tuple[Presentation | None, DifferenceList]:
    """Measure the published data on the same day and list the differences.

    Returns:
        The published portal, None if today's code finds errors in its data; the differences.
    """
    portal, _ = check_files(published.files)
    was = None
    if portal is not None:
        measured = Measured(portal, now.values.measured.as_of)
        was = Presentation.of(measured, now.values.catalogue, history=now.history)
    return was, describe(now.task_views, None if was is None else was.task_views, published)


def load_preview(root: Path, options: Options, against: str = "", kept: Kept | None = None) -> Preview:
    """Compose the preview of a root.

    Args:
        root: Folder with ``data/``.
        options: Only `as_of` and `history_of` are used: a preview has no public address and is not published.
        against: What to compare with, see `published_state`.
        kept: The published pages of the last preview, updated here; None if there was none.

    Raises:
        ProblemError: The data have errors; the exception has every problem.
        NoDataError, NoCommitError, GitError: See `published_state`. A repository that git cannot read is told
            among the warnings, unless something in it was to be compared with.
    """
    measured, _ = load_measured(root, options.as_of)
    history = read_history(options.history_of) if options.history_of else NO_HISTORY
    told = tuple(history_warnings(history))
    now, templates = Presentation.of(measured, Catalogue.load("vi"), history=history), templates_of(root)
    environment = make_environment(now.values.catalogue, templates)
    published = _published_or_unknown(root, against)
    specs = specs_of(now, families(now))
    rendered = render_pages(now, environment, specs, traced=published is not None)
    site = site_of(now, environment, templates, specs, rendered)
    style = SiteFile(STYLE, (templates / "preview" / "preview.css").read_bytes(), "site_templates/preview")
    site = replace(site, files=(*site.files, style))
    if published is None:
        return Preview(site, unknown(now.values.t), told)
    was, found = compared(now, published)
    old = () if was is None else _published_pages(was, environment, templates, published, kept or Kept())
    marked = _marked(now, environment, specs, site.pages, old)
    known = {one.url for one in site.pages}
    changed = [views.Link(one.title, one.url or HOME_FILE) for one in marked.values()]
    own = page(now.values, found, known, None if was is None else changed)
    shown = render_page(environment, own, page_context(now))
    pages = (*(marked.get(one.url, one) for one in site.pages), shown)
    return Preview(replace(site, pages=pages), banner(now.values.t, found, known), told)


def write_preview(root: Path, preview: Preview, folder: Path, progress: Progress) -> None:
    """Write a preview into a folder, replacing what is there; its pages work without a web server."""
    with whole_folder(folder) as part:
        write_site(root, preview.site, part, progress, preview.banner)
        for path in part.rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            path.write_text(_FOLDER_LINK.sub(r'\1index.html\2"', text), encoding="utf-8", newline="\n")


def _published_pages(
    was: Presentation, environment: Renderer, templates: Path, published: Published, kept: Kept
) -> tuple[Page, ...]:
    digest = hashlib.sha256(was.values.measured.as_of.isoformat().encode())
    for path, data in sorted(published.files.items()):
        digest.update(path.encode() + b"\0" + hashlib.sha256(data).digest())
    for file in sorted(p for p in templates.rglob("*.j2") if p.is_file()):
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    if kept.key != digest.digest():
        pages = render_pages(was, environment, specs_of(was, families(was)), traced=True)
        kept.key, kept.pages = digest.digest(), pages
    return kept.pages


def _marked(
    now: Presentation, environment: Renderer, specs: Specs, pages: Sequence[Page], published: Sequence[Page]
) -> dict[str, Page]:
    """Render the pages with figures that differ once more, with their marks; returns them by address.

    A page that is not published yet is not among them: all of it is new.
    """
    was, context = {one.url: one.trace for one in published}, page_context(now)
    changes = {one.url: changes_of(one.trace, was[one.url]) for one in pages if one.url in was}
    return {
        spec.url: render_page(environment, spec, context, specs.additions(spec), changes=changes[spec.url])
        for spec in specs.pages
        if changes.get(spec.url)
    }
