"""Adds a composed site to a MkDocs build: all its pages and files, or only the shells of its pages.

A shell is a page with placeholders in place of title and body, see `shells`.
"""

import json
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
from generator.data.content_html import FRAGMENT, cleaned, faults
from generator.data.problems import WHOLE_FILE, Problem, format_problem
from generator.model.slugs import heading_slug
from generator.pages.record.preview import Banner
from generator.view.policies import META
from generator.view.site import Page, Site, sitemap

SHELL_FOLDER = "portal-shell"
"""Folder of the shells during a build; it is removed from the output and never in the site map."""


class PortalConfig(Config):
    """Options of the plugin in ``mkdocs.yml``."""

    as_of = config_options.Optional(config_options.Type(object))
    """As-of day of the site (ISO date, read by YAML or not); that of ``data/portal.yaml`` when absent.

    Of any type, so that what is no day is told in our words (`data.site_settings`).
    """


class SitePlugin(BasePlugin[PortalConfig]):
    """Adds the generated pages and files of a site to MkDocs in memory."""

    site: Site | None = None
    """The composed site; must be set before MkDocs calls the hooks."""
    shells: tuple[Page, ...] | None = None
    """Pages with placeholders to render instead of the generated pages; None to render those."""
    banner: Banner | None = None
    """The banner at the top of every page of a preview; None for a published site."""

    previewing = False
    """Whether it is the live preview, which goes on where a build stops."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.catalogue = Catalogue.load("vi")

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Pass the portal's settings, the banner and the content security policy to the theme."""
        config.extra["portal"] = self._site.shell
        if self.banner is not None:
            config.extra["preview"] = self.banner
        elif not self.previewing:
            config.extra["policy"] = META
        config.mdx_configs.setdefault("toc", {})["slugify"] = heading_slug
        # Our templates use nothing of the theme's own, whose 14,000 icons MkDocs would list in every build.
        config.theme.dirs = [config.theme.dirs[0], config.theme.dirs[-1]]
        return config

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates the string catalogue as ``t``."""
        env.globals["t"] = self.catalogue.text
        return env

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and files.

        Raises:
            PluginError: A hand-written page has the address of a generated one.
        """
        site = self._site
        # Our templates use none of the theme's own styles, scripts and pictures, so they are not published.
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
        """Remove the generated pages from MkDocs' navigation; our templates make the menu themselves."""
        nav.pages = [page for page in nav.pages if page.file.src_uri not in self.pages]
        nav.items = []
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Return no Markdown for generated pages, whose HTML is added in `on_page_content`."""
        return "" if page.file.src_uri in self.pages else markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Return the body of a generated page, or a sanitised hand-written page with its parts filled in.

        Raises:
            PluginError: A hand-written page holds something that is not allowed.
        """
        generated = self.pages.get(page.file.src_uri)
        if generated is not None:
            return generated.body
        self._refuse(html, f"content/{page.file.src_uri}")
        return FRAGMENT.sub(lambda match: self._site.fragments.get(match[1], ""), cleaned(html))

    def _refuse(self, html: str, path: str) -> None:
        """Refuse what only the Markdown extensions of this ``mkdocs.yml`` make; the check saw the rest.

        A preview names the problems on its pages, and shows the page without what is refused.

        Raises:
            PluginError: The page holds something that is not allowed.
        """
        found = [] if self.previewing else faults(html)
        if found:
            known = {"allowed": ", ".join(sorted(self._site.fragments)), "near": ""}
            problem = Problem.make(path, WHOLE_FILE, "", found[0].code, value=found[0].value, **known)
            raise PluginError(format_problem(problem, self.catalogue))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Replace MkDocs' ``sitemap.xml`` by our own, which leaves out pages with a robots rule."""
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
    """Return the addresses of the Markdown pages in a folder, like ``gioi-thieu/``; home has ``""``."""
    found = []
    for path in sorted(docs.rglob("*.md")):
        stem = path.relative_to(docs).with_suffix("").as_posix()
        found.append("" if stem == "index" else f"{stem.removesuffix('/index')}/")
    return found


def _front_matter(page: Page) -> str:
    """Return a page's front matter; values are JSON strings, so that YAML reads any title unchanged."""
    fields = {
        "title": page.title,
        "description": page.description,
        "section": page.section,
        "robots": page.robots,
    }
    fields |= {"image": page.image, "feed": page.feed, "calendar": page.calendar}
    rows = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return f"---\n{rows}generated: true\n---\n"
