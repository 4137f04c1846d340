"""A site as a preview: what differs from the published state is marked, listed and bannered.

The published state is read where it stands (`published_state`); all else is the composed site and the same
pages of the published data, compared. Nothing of it ever reaches a published build.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from generator.build.bodies import page_context, render_pages, site_of
from generator.build.marks import Change, marked
from generator.build.specs import families, specs_of
from generator.data.catalogue import Catalogue
from generator.data.check import check_files
from generator.data.differences import Published
from generator.data.gitlog import NoCommitError
from generator.data.gitlog import published as published_commit
from generator.data.history import NO_HISTORY, History
from generator.data.parser import read_files
from generator.measures.loader import load_measured
from generator.measures.metrics import Measured
from generator.pages.record.differences import Told, tell
from generator.pages.record.preview import Banner, banner, page, unknown
from generator.view import views
from generator.view.presentation import Presentation
from generator.view.rendering import Renderer, make_environment, render_mark, render_page, templates_of
from generator.view.site import Page, Site, SiteFile

STYLE = "assets/xem-truoc.css"

HOME_FILE = "index.html"
"""Address of home where an empty one means no address."""


class NoDataError(Exception):
    """The folder to compare with holds no data of a portal."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A site with what differs from the published one."""

    site: Site
    banner: Banner


@dataclass(slots=True)
class Kept:
    """Published pages as they were rendered last: they stay the same from one edit to the next."""

    key: bytes = b""
    pages: tuple[Page, ...] = ()


def published_state(root: Path, against: str = "") -> Published | None:
    """The published data of a root; None where it has no git history and no folder is given.

    Args:
        root: Folder with ``data/``.
        against: A folder with ``data/``, or a commit or branch; when empty, see `gitlog.published`.

    Raises:
        NoDataError: the folder has no ``data/``.
        NoCommitError: there is no such commit.
        GitError: there is a repository, and git failed to read it.
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


def compared(
    measured: Measured, published: Published, catalogue: Catalogue, history: History = NO_HISTORY
) -> tuple[Presentation, Presentation | None, Told]:
    """The data now, the published data on the same day where they can still be read, and what differs."""
    now = Presentation.of(measured, catalogue, history=history)
    portal, _ = check_files(published.files)
    was = (
        None
        if portal is None
        else Presentation.of(Measured(portal, measured.as_of), catalogue, history=history)
    )
    then = None if was is None else was.task_views
    return now, was, tell(now.task_views, then, published)


def load_preview(
    root: Path,
    as_of: str | date | None = None,
    against: str = "",
    history: History = NO_HISTORY,
    kept: Kept | None = None,
) -> Preview:
    """Checks, measures and composes a root as a preview; raises `ProblemError` when it cannot."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    measured, _ = load_measured(root, day)
    catalogue, templates = Catalogue.load("vi"), templates_of(root)
    environment = make_environment(catalogue, templates)
    published = published_state(root, against)
    style = SiteFile(STYLE, (templates / "preview" / "preview.css").read_bytes(), "site_templates/preview")
    if published is None:
        presentation = Presentation.of(measured, catalogue, history=history)
        specs = specs_of(presentation, families(presentation))
        plain = render_pages(presentation, environment, specs)
        site = site_of(presentation, environment, templates, specs, plain)
        return Preview(replace(site, files=(*site.files, style)), unknown(presentation.values.t))
    now, was, told = compared(measured, published, catalogue, history)
    specs = specs_of(now, families(now))
    traced = render_pages(now, environment, specs, traced=True)
    site = site_of(now, environment, templates, specs, traced)
    old = () if was is None else _published_pages(was, environment, templates, published, kept or Kept())
    pages = marked(site.pages, old, partial(_mark, environment), now.values.t("preview.differs"))
    known = {one.url for one in pages}
    changed = [
        views.Link(after.title, after.url or HOME_FILE)
        for before, after in zip(site.pages, pages, strict=True)
        if before.body != after.body
    ]
    own = page(now.values, told, known, None if was is None else changed)
    shown = render_page(environment, own, page_context(now))
    return Preview(
        replace(site, pages=(*pages, shown), files=(*site.files, style)), banner(now.values.t, told, known)
    )


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


def _mark(environment: Renderer, figure: str, change: Change) -> str:
    return render_mark(environment, figure, before=change.before, is_new=change.is_new)
