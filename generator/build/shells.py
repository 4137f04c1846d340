"""Writes a composed site into a folder quickly: MkDocs renders only a few pages.

MkDocs renders the hand-written pages and the shells: pages with placeholders in place of title and body, one
for each part of the site and depth. Each generated page is made by filling in a shell, which takes a fraction
of a millisecond.
"""

import re
import secrets
from collections.abc import Callable
from pathlib import Path

from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

from generator.build.mkdocs_site import SHELL_FOLDER, SitePlugin, hand_written
from generator.build.release import write_file
from generator.pages.record.preview import Banner
from generator.view.site import Page, Site, sitemap

RUN = secrets.token_hex(8)
"""Part of all placeholders and of the shells' addresses; nobody knows it, so no text of the data holds it."""

TITLE, DESCRIPTION, ADDRESS, BODY, IMAGE, FEED, CALENDAR = (
    f"@@portal-{name}-{RUN}@@"
    for name in ("title", "description", "address", "body", "image", "feed", "calendar")
)
"""The placeholders in a shell; HTML escaping does not change any of them."""

_PLACEHOLDER = re.compile(f"@@portal-[a-z]+-{RUN}@@")


def write_site(
    root: Path, site: Site, folder: Path, progress: Callable[[str], None], banner: Banner | None = None
) -> None:
    """Write every page and file of a composed site into a folder.

    Args:
        root: Folder with ``content/`` and ``mkdocs.yml``.
        site: The composed site.
        folder: Where to write.
        progress: Called with the name of each step.
        banner: The banner of a preview; None for a site to publish.

    Raises:
        PublishError: A page or file has a path outside the folder.
    """
    progress("shells")
    shells = shells_of(site.pages)
    site_url = render_shells(root, site, tuple(shells.values()), folder, banner)
    progress("pages")
    stamps = read_shells(folder, shells)
    for page in site.pages:
        write_file(folder, page.output_path, stamp(stamps[shell_key(page)], page).encode())
    progress("files")
    for item in site.files:
        write_file(folder, item.path, item.data)
    urls = [page.url for page in site.pages if not page.robots] + hand_written(root / "content")
    write_file(folder, "sitemap.xml", sitemap(site_url, sorted(urls)))


def shell_key(page: Page) -> str:
    """Return the key of the shell that a page uses.

    Pages share a shell if they have the same part of the site, depth and robots rule, and each has or lacks a
    picture, feed and calendar.
    """
    key = f"{page.section or 'other'}-{page.url.count('/')}{'-' + page.robots if page.robots else ''}"
    has = (("image", page.image), ("feed", page.feed), ("calendar", page.calendar))
    return "-".join([key, *(name for name, value in has if value)])


def shells_of(pages: tuple[Page, ...]) -> dict[str, Page]:
    """Return a page with placeholders for each shell key, at the depth of its pages, so that links work."""
    found: dict[str, Page] = {}
    for page in pages:
        key = shell_key(page)
        if key in found:
            continue
        depth = page.url.count("/")
        url = f"{'/'.join([SHELL_FOLDER] * (depth - 1) + [f'{SHELL_FOLDER}-{RUN}-{key}'])}/" if depth else ""
        found[key] = Page(
            url,
            TITLE,
            DESCRIPTION,
            page.section,
            BODY,
            index=False,
            robots=page.robots,
            image=IMAGE if page.image else "",
            feed=FEED if page.feed else "",
            calendar=CALENDAR if page.calendar else "",
        )
    return found


def render_shells(
    root: Path, site: Site, shells: tuple[Page, ...], folder: Path, banner: Banner | None = None
) -> str:
    """Let MkDocs render the shells and the hand-written pages into a folder.

    Returns:
        ``site_url`` of ``mkdocs.yml``; empty if not set.

    Raises:
        ConfigurationError: ``mkdocs.yml`` has a day that does not exist, which YAML does not accept.
    """
    try:
        config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
    except ValueError as error:
        raise ConfigurationError(f"mkdocs.yml: {error}") from error
    plugin = config.plugins["portal"]
    if not isinstance(plugin, SitePlugin):
        raise TypeError("mkdocs.yml: plugin 'portal' is not ours")
    plugin.site, plugin.shells, plugin.banner = site, shells, banner
    try:
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    finally:
        # MkDocs keeps the plugin for the next configuration it loads in this process.
        plugin.site, plugin.shells, plugin.banner = None, None, None
    return config.site_url or ""


def read_shells(folder: Path, shells: dict[str, Page]) -> dict[str, str]:
    """Read the rendered shells by key and delete them; their own address becomes a placeholder too."""
    found: dict[str, str] = {}
    for key, shell in shells.items():
        path = folder / shell.output_path
        html = path.read_text(encoding="utf-8")
        found[key] = html.replace(shell.url, ADDRESS) if shell.url else html
        path.unlink()
    for path in sorted(folder.rglob(f"{SHELL_FOLDER}*"), key=lambda p: len(p.parts), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    (folder / "sitemap.xml.gz").unlink(missing_ok=True)
    return found


def stamp(shell: str, page: Page) -> str:
    """Fill a page into its shell, with the HTML escaping that the templates use."""
    values = {
        TITLE: escape(page.title),
        DESCRIPTION: escape(page.description),
        ADDRESS: escape(page.url),
        BODY: page.body,
        IMAGE: escape(page.image),
        FEED: escape(page.feed),
        CALENDAR: escape(page.calendar),
    }
    # In one pass, so that what a value holds is never taken for a placeholder.
    return _PLACEHOLDER.sub(lambda found: str(values[found[0]]), shell)
