"""Puts a composed site into a MkDocs build: all its pages and files, or only the shells of its pages."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.data.catalogue import Catalogue
from generator.model.slugs import heading_slug
from generator.pages.record.preview import Banner
from generator.view.site import Page, Site, sitemap

SHELL_FOLDER = "portal-shell"
"""Source folder of the shells; taken out of every output and site map."""

FRAGMENT = re.compile(r"<!-- portal:([a-z-]+) -->")
"""Where a hand-written page asks for a part that is made from data."""


class PortalConfig(Config):
    """Options of the plugin in ``mkdocs.yml``."""

    as_of = config_options.Optional(config_options.Type(str))
    """Day the site speaks of (ISO); ``as_of`` of ``data/portal.yaml`` when absent."""


class SitePlugin(BasePlugin[PortalConfig]):
    """Adds the generated pages and files of a site to MkDocs in memory."""

    site: Site | None = None
    """The composed site; whoever starts MkDocs puts it here."""
    shells: tuple[Page, ...] | None = None
    """Placeholder pages to render instead of the generated pages."""
    banner: Banner | None = None
    """What stands on top of every page of a preview; nothing on a published one."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.catalogue = Catalogue.load("vi")

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Gives the shell around the pages its settings."""
        config.extra["portal"] = self._site.shell
        if self.banner is not None:
            config.extra["preview"] = self.banner
        config.mdx_configs.setdefault("toc", {})["slugify"] = heading_slug
        return config

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the shell the same words as the bodies."""
        env.globals["t"] = self.catalogue.text
        return env

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds pages and files; a hand-written page may not stand where a generated one does."""
        site = self._site
        # Our shell uses none of the theme's own styles, scripts and pictures: they are not published.
        ours = {str(Path(folder)) for folder in (config.docs_dir, config.theme.custom_dir or config.docs_dir)}
        for file in [f for f in files if f.src_dir is not None and str(Path(f.src_dir)) not in ours]:
            files.remove(file)
        pages = site.pages if self.shells is None else self.shells
        self.pages = {page.source_path: page for page in pages}
        for page in pages:
            if files.get_file_from_path(page.source_path) is not None:
                raise PluginError(f"content/{page.source_path}: {self.catalogue.text('cli.page-clash')}")
            file = File.generated(config, page.source_path, content=_front_matter(page))
            file.inclusion = InclusionLevel.INCLUDED if page.index else InclusionLevel.NOT_IN_NAV
            files.append(file)
        if self.shells is None:
            for item in site.files:
                files.append(File.generated(config, item.path, content=item.data))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keeps the index pages only: the shell draws the navigation itself."""
        nav.pages = [page for page in nav.pages if page.file.src_uri not in self.pages]
        nav.items = []
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Generated pages bypass Markdown altogether."""
        return "" if page.file.src_uri in self.pages else markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """The body of a generated page; the fragments of a hand-written one."""
        generated = self.pages.get(page.file.src_uri)
        if generated is not None:
            return generated.body
        return FRAGMENT.sub(self._fragment_of(page), html)

    def _fragment_of(self, page: MkDocsPage) -> Callable[[re.Match[str]], str]:
        def fragment(match: re.Match[str]) -> str:
            found = self._site.fragments.get(match[1])
            if found is None:
                message = self.catalogue.text("cli.unknown-fragment", name=match[1])
                raise PluginError(f"content/{page.file.src_uri}: {message}")
            return found

        return fragment

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Replaces the theme's site map by one of every page."""
        if self.shells is not None:
            return
        folder = Path(config.site_dir)
        (folder / "sitemap.xml.gz").unlink(missing_ok=True)
        urls = [page.url for page in self._site.pages if not page.robots]
        urls += hand_written(Path(config.docs_dir))
        (folder / "sitemap.xml").write_bytes(sitemap(config.site_url or "", sorted(urls)))

    @property
    def _site(self) -> Site:
        if self.site is None:
            raise PluginError(self.catalogue.text("cli.not-composed"))
        return self.site


def hand_written(docs: Path) -> list[str]:
    """Addresses of the hand-written pages of a docs folder."""
    found = []
    for path in sorted(docs.rglob("*.md")):
        stem = path.relative_to(docs).with_suffix("").as_posix()
        found.append("" if stem == "index" else f"{stem.removesuffix('/index')}/")
    return found


def _front_matter(page: Page) -> str:
    """Front matter as JSON strings, which YAML reads as they are, whatever a title holds."""
    fields = {
        "title": page.title,
        "description": page.description,
        "section": page.section,
        "robots": page.robots,
    }
    fields |= {"image": page.image, "feed": page.feed, "calendar": page.calendar}
    rows = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{rows}generated: true\n---\n"
