"""``portal export``: writes the site as a plain docs folder that any Markdown site generator can build.

Each page is a file with front matter and one raw HTML block, so it needs no plugin. The folder has its own
``mkdocs.yml``: ``mkdocs build``, or another generator that reads that file, works without changes.
"""

import json
import re

from generator.view.site import Page, Site, SiteFile

CONFIG = """\
# Made by `portal export`: a plain docs folder, no plugin of ours.
site_name: {name}
docs_dir: docs
site_dir: site
use_directory_urls: true
theme:
  name: {theme}
plugins: []
extra_css:
  - {css}
markdown_extensions:
  - admonition
  - def_list
  - footnotes
  - tables
not_in_nav: |
  *
nav:
{nav}"""


_FRAGMENT_LINE = re.compile(r"^<!-- portal:([a-z-]+) -->[ \t]*\r?$", re.MULTILINE)
"""A part made from data, where it is inserted: on a line of its own, not in code that only shows it."""


def export_files(site: Site, content: dict[str, bytes], theme: str = "mkdocs") -> list[SiteFile]:
    """Return every file of the export, with paths relative to the export folder.

    Args:
        site: The composed site.
        content: Hand-written pages and their files, by path under ``content/``.
        theme: Name of the MkDocs theme to put into the exported ``mkdocs.yml``.
    """
    found = [
        SiteFile(f"docs/{page.source_path}", markdown_of(page).encode(), page.url) for page in site.pages
    ]
    for path, data in content.items():
        if path.endswith(".md"):
            text = _FRAGMENT_LINE.sub(
                lambda match: site.fragments.get(match[1], match[0]), data.decode("utf-8-sig")
            )
            found.append(SiteFile(f"docs/{path}", text.encode(), f"content/{path}"))
        else:
            found.append(SiteFile(f"docs/{path}", data, f"content/{path}"))
    found += [SiteFile(f"docs/{item.path}", item.data, item.source) for item in site.files]
    nav = "".join(f"  - {_text(page.title)}: {page.source_path}\n" for page in site.pages if page.index)
    config = CONFIG.format(
        name=_text(site.shell["name"]), theme=theme, nav=nav, css=site.shell["assets"]["css"]
    )
    found.append(SiteFile("mkdocs.yml", config.encode()))
    return found


def markdown_of(page: Page) -> str:
    """Return the Markdown source of a page: front matter and one HTML block."""
    fields = {"title": page.title, "description": page.description}
    matter = "".join(f"{name}: {_text(value)}\n" for name, value in fields.items())
    return f'---\n{matter}---\n\n<div class="portal-page">\n{_without_blank_lines(page.body)}</div>\n'


def _text(value: str) -> str:
    """Quote a string so that YAML reads it back unchanged; a JSON string is valid YAML."""
    return json.dumps(value, ensure_ascii=False)


def _without_blank_lines(html: str) -> str:
    """Remove blank lines, which end an HTML block in some generators; none of them matters in our pages."""
    return "".join(f"{line.strip()}\n" for line in html.splitlines() if line.strip())
