"""Styles, scripts and fonts of the site: ours from ``site_templates``, others from ``node_modules``.

Third-party files are installed by lock at set-up and never copied into the repository.
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
"""The subset that holds the figures."""

STYLES = (
    "site/fonts", "site/tokens", "site/base", "site/shell", "site/values", "site/figures", "site/grid",
    "site/facts", "site/thread", "site/tables", "site/charts", "site/lists", "site/notes", "site/search",
    "site/prose", "agencies/agencies", "plans/areas", "site/chart-layouts", "agencies/communes",
    "documents/documents", "open/embeds", "front/guide", "front/home", "open/opendata", "plans/plans",
    "site/preferences", "quarters/press", "site/abbreviations", "front/steering", "targets/targets",
    "plans/task", "site/print",
)  # fmt: skip
"""Style sheets in the order in which they are put together: a later rule wins over an equal earlier one.

``site`` holds what every page may use, the other folders what pages of one family use. A sheet that is not
named here stands before the last one, which is for paper.
"""

_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
"""Comments of our own style sheets: reasons for us, bytes for a phone."""


_LOCAL_FACE = re.compile(rb"@font-face \{[^}]*local\([^}]*\}")
"""A font of the reader's own machine, in our measures."""


class MissingAssetError(Exception):
    """A file that set-up should have installed is not there; `path` says which."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def assets(templates: Path) -> list[SiteFile]:
    """Every asset of the site, under ``assets/``."""
    styles = b"".join(path.read_bytes() for path in style_sheets(templates))
    found = [SiteFile("assets/portal.css", _COMMENT.sub(b"", styles), "site_templates/styles")]
    found += [
        SiteFile(f"assets/{name}", path.read_bytes(), f"site_templates/scripts/{path.name}")
        for path in sorted((templates / "scripts").glob("*.js"))
        for name in ("portal.js" if path.name == "main.js" else path.name,)
    ]
    found.append(
        SiteFile("assets/minisearch.js", _installed("node_modules/minisearch/dist/es/index.js"), "minisearch")
    )
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            font = _installed(f"{FONT_PACKAGE}/{name}")
            if subset == FIGURES_IN:
                font = with_tabular_figures(font)
            found.append(SiteFile(f"assets/fonts/{name}", font, "be-vietnam-pro"))
    return found


def style_sheets(templates: Path) -> list[Path]:
    """Every style sheet of the site in the order of `STYLES`."""
    folder = templates / "styles"
    named = [folder / f"{name}.css" for name in STYLES]
    others = sorted(set(folder.rglob("*.css")) - set(named))
    return [path for path in (*named[:-1], *others, named[-1]) if path.is_file()]


def embed_styles(templates: Path) -> str:
    """The style sheet of embeds: colours as everywhere, the reader's own fonts; ``#sang`` keeps it light."""
    tokens = (templates / "styles" / "site" / "tokens.css").read_bytes()
    light, dark, night = tokens.partition(b"@media (prefers-color-scheme: dark)")
    faces = _LOCAL_FACE.findall((templates / "styles" / "site" / "fonts.css").read_bytes())
    own = (templates / "embeds" / "embed.css").read_bytes()
    parts = (*faces, light, dark, night.replace(b":root", b":root:not(:target)"), own)
    return _COMMENT.sub(b"", b"\n".join(parts)).decode()


def _installed(relative: str) -> bytes:
    path = PROJECT / relative
    if not path.is_file():
        raise MissingAssetError(path)
    return path.read_bytes()
