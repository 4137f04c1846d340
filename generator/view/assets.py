"""Collects styles, scripts and fonts: our own from ``site_templates``, others from ``node_modules``.

Third-party files are installed by npm in the locked versions; they are not in the repository.
"""

import re
from pathlib import Path

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

_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
"""Comments in our style sheets, which are removed to save bytes."""


_LOCAL_FACE = re.compile(rb"@font-face \{[^}]*local\([^}]*\}")
"""An ``@font-face`` rule for a font of the reader's machine, scaled to the site font's measures."""


class MissingAssetError(Exception):
    """A file that npm should have installed is missing; `path` is that file."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def assets(templates: Path) -> list[SiteFile]:
    """Return all assets of the site, under ``assets/``.

    Raises:
        MissingAssetError: A file installed by npm is missing.
    """
    styles = b"".join(path.read_bytes() for path in style_sheets(templates))
    found = [SiteFile("assets/portal.css", _COMMENT.sub(b"", styles), "site_templates/styles")]
    found += [
        SiteFile(f"assets/{name}", path.read_bytes(), f"site_templates/scripts/{path.name}")
        for path in sorted((templates / "scripts").glob("*.js"))
        for name in ("portal.js" if path.name == "main.js" else path.name,)
    ]
    found.append(
        SiteFile("assets/minisearch.js", installed("node_modules/minisearch/dist/es/index.js"), "minisearch")
    )
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            font = installed(f"{FONT_PACKAGE}/{name}")
            if subset == FIGURES_IN:
                font = with_tabular_figures(font)
            found.append(SiteFile(f"assets/fonts/{name}", font, "be-vietnam-pro"))
    return found


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
