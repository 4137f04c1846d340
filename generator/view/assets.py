"""Collects styles, scripts and fonts: our own from ``site_templates``, others from ``node_modules``.

Third-party files are installed by npm in the locked versions; they are not in the repository.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from generator.view.missing_asset import MissingAssetError
from generator.view.rendering import PROJECT
from generator.view.site import SiteFile
from generator.view.tabular_figures import with_tabular_figures

FONT_PACKAGE = "node_modules/@fontsource/be-vietnam-pro/files"
WEIGHTS = ("400", "700")
SUBSETS = ("latin", "vietnamese")
FIGURES_IN = "latin"
"""The subset that contains the digits."""

STYLES = (
    "shared/fonts", "shared/tokens", "shared/base", "shared/shell", "shared/values", "shared/figures",
    "shared/grid", "shared/facts", "shared/thread", "shared/tables", "shared/charts", "shared/lists",
    "shared/notes", "shared/search", "shared/prose", "agencies/agencies", "plans/areas",
    "shared/chart-layouts", "agencies/communes", "documents/documents", "open/embeds", "front/guide",
    "front/home", "open/opendata", "plans/plans", "shared/preferences", "quarters/press",
    "shared/abbreviations", "front/steering", "targets/targets", "plans/task", "shared/print",
)  # fmt: skip
"""Style sheets in the order in which they are joined: of two equally specific rules the later one applies.

``shared`` has the rules for all pages, the other folders those for one family of pages. A sheet that is not
listed comes just before the last one, which is for printing.
"""

FIXED = "assets/fixed/"
"""Folder of files that never change: each is named by its content, so browsers keep them for ever, and a page
that was opened before a release goes on asking for those that it was made with."""

DIGITS = 12
"""Hexadecimal digits of the SHA-256 in a file's name."""

_FONT = re.compile(rb"fonts/([\w-]+\.woff2)")
"""A font's address in our style sheets."""

_IMPORT = re.compile(rb'"\./([\w-]+\.js)"')
"""The name of another script in the place where it is imported."""

_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
"""Comments in our style sheets, which are removed to save bytes."""


_LOCAL_FACE = re.compile(rb"@font-face \{[^}]*local\([^}]*\}")
"""An ``@font-face`` rule for a font of the reader's machine, scaled to the site font's measures."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Styles, scripts and fonts of the site."""

    files: tuple[SiteFile, ...]
    named: dict[str, Any]
    """Addresses that the shell of every page names: ``css``, ``js``, and ``fonts``, a list."""


def assets(templates: Path) -> Assets:
    """Collect all assets of the site, under `FIXED`, each with a part of its SHA-256 in its name.

    Raises:
        MissingAssetError: A file installed by npm is missing.
        CycleError: Two scripts import each other, so that neither can be named first.
    """
    fonts = {name: fixed(name, data, "be-vietnam-pro") for name, data in _fonts().items()}
    styles = b"".join(path.read_bytes() for path in style_sheets(templates))
    named = _FONT.sub(lambda match: _file_name(fonts[match[1].decode()]), _COMMENT.sub(b"", styles))
    css = fixed("portal.css", named, "site_templates/styles")
    scripts = _scripts(templates)
    return Assets(
        files=(css, *scripts.values(), *fonts.values()),
        named={
            "css": css.path,
            "js": scripts["main.js"].path,
            "fonts": [item.path for item in fonts.values()],
        },
    )


def fixed(name: str, data: bytes, source: str) -> SiteFile:
    """Return a file under `FIXED`, ``portal-0123456789ab.css`` for ``portal.css``."""
    stem, dot, suffix = name.partition(".")
    digest = hashlib.sha256(data).hexdigest()[:DIGITS]
    return SiteFile(f"{FIXED}{stem}-{digest}{dot}{suffix}", data, source)


def _scripts(templates: Path) -> dict[str, SiteFile]:
    """Return each script by its name, with the names by content of those that it imports."""
    found = {path.name: path.read_bytes() for path in (templates / "scripts").glob("*.js")}
    found["minisearch.js"] = installed("node_modules/minisearch/dist/es/index.js")
    imports = {
        name: {match[1].decode() for match in _IMPORT.finditer(data)} for name, data in sorted(found.items())
    }
    made: dict[str, SiteFile] = {}
    for name in TopologicalSorter(imports).static_order():
        data = _IMPORT.sub(lambda match: b'"./' + _file_name(made[match[1].decode()]) + b'"', found[name])
        shown = "portal.js" if name == "main.js" else name
        made[name] = fixed(shown, data, f"site_templates/scripts/{name}")
    return made


@cache
def _fonts() -> dict[str, bytes]:
    found = {}
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            font = installed(f"{FONT_PACKAGE}/{name}")
            found[name] = with_tabular_figures(font) if subset == FIGURES_IN else font
    return found


def _file_name(item: SiteFile) -> bytes:
    return item.path.removeprefix(FIXED).encode()


def style_sheets(templates: Path) -> list[Path]:
    """Return the paths of all style sheets of the site in the order of `STYLES`."""
    folder = templates / "styles"
    named = [folder / f"{name}.css" for name in STYLES]
    others = sorted(set(folder.rglob("*.css")) - set(named))
    return [path for path in (*named[:-1], *others, named[-1]) if path.is_file()]


def embed_styles(templates: Path) -> str:
    """Return the style sheet of embedded pages: the site's colours, fonts of the reader's machine only.

    Dark colours do not apply when the address ends in ``#sang``.
    """
    tokens = (templates / "styles" / "shared" / "tokens.css").read_bytes()
    light, dark, night = tokens.partition(b"@media (prefers-color-scheme: dark)")
    faces = _LOCAL_FACE.findall((templates / "styles" / "shared" / "fonts.css").read_bytes())
    own = (templates / "embeds" / "embed.css").read_bytes()
    parts = (*faces, light, dark, night.replace(b":root", b":root:not(:target)"), own)
    return _COMMENT.sub(b"", b"\n".join(parts)).decode()


def installed(relative: str, project: Path = PROJECT) -> bytes:
    """Return a file that comes with the project or that npm installed for it.

    Raises:
        MissingAssetError: There is none.
    """
    path = project / relative
    if not path.is_file():
        raise MissingAssetError(path)
    return path.read_bytes()
