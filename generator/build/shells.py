"""Writes a composed site into a folder: MkDocs renders few pages, and all others are stamped from them.

The theme renders the hand-written pages and one shell for each part of the site and depth; every
generated page is stamped from its shell, which costs a fraction of a millisecond a page.
"""

from collections.abc import Callable
from pathlib import Path

from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator.build.mkdocs_site import SHELL_FOLDER, SitePlugin, hand_written
from generator.build.release import write_file
from generator.pages.record.preview import Banner
from generator.view.site import Page, Site, sitemap

TITLE = "@@portal-title@@"
DESCRIPTION = "@@portal-description@@"
ADDRESS = "@@portal-address@@"
BODY = "@@portal-body@@"
IMAGE = "@@portal-image@@"
FEED = "@@portal-feed@@"
CALENDAR = "@@portal-calendar@@"
"""What a shell holds where a page's own words go; none of it is changed by HTML escaping."""


def write_site(
    root: Path, site: Site, folder: Path, progress: Callable[[str], None], banner: Banner | None = None
) -> None:
    """Writes every page and file of a composed site into a folder; a preview's pages bear its banner."""
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
    """Pages of one key share a shell: same part of the site, depth, robots rule, and a picture or none."""
    key = f"{page.section or 'other'}-{page.url.count('/')}{'-' + page.robots if page.robots else ''}"
    has = (("image", page.image), ("feed", page.feed), ("calendar", page.calendar))
    return "-".join([key, *(name for name, value in has if value)])


def shells_of(pages: tuple[Page, ...]) -> dict[str, Page]:
    """One placeholder page for each shell key, standing at the depth of its leaves."""
    found: dict[str, Page] = {}
    for page in pages:
        key = shell_key(page)
        if key in found:
            continue
        depth = page.url.count("/")
        url = f"{'/'.join([SHELL_FOLDER] * (depth - 1) + [f'{SHELL_FOLDER}-{key}'])}/" if depth else ""
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
    """Lets MkDocs render the shells and the hand-written pages into the folder; returns the site's URL."""
    config = load_config(config_file=str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
    plugin = config.plugins["portal"]
    if not isinstance(plugin, SitePlugin):
        raise TypeError("mkdocs.yml: plugin 'portal' is not ours")
    plugin.site, plugin.shells, plugin.banner = site, shells, banner
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    return config.site_url or ""


def read_shells(folder: Path, shells: dict[str, Page]) -> dict[str, str]:
    """Takes the rendered shells out of the folder, their own address made a placeholder."""
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
    """A page from its shell, escaped as the theme's own templates escape."""
    head, _, tail = shell.partition(BODY)
    address = str(escape(page.url))
    head = head.replace(TITLE, str(escape(page.title))).replace(DESCRIPTION, str(escape(page.description)))
    head = head.replace(IMAGE, str(escape(page.image)))
    head = head.replace(FEED, str(escape(page.feed))).replace(CALENDAR, str(escape(page.calendar)))
    return f"{head.replace(ADDRESS, address)}{page.body}{tail.replace(ADDRESS, address)}"
