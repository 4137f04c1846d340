"""Draws Vega-Lite specifications as SVG, and SVG as PNG, offline and in the site font.

Only this module uses vl-convert. The renderer reads fonts from a folder, which is made once under ``build/``
and named by a hash of its content.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from functools import cache, lru_cache
from pathlib import Path

import vl_convert

from generator.charts.fonts import SIGNS, whole_font
from generator.view.assets import FONT_PACKAGE
from generator.view.missing_asset import MissingAssetError
from generator.view.rendering import PROJECT

SCHEMA = "6.4"
"""Vega-Lite version of the specifications that Altair 6 writes."""

WEIGHTS = ("400", "700")
SUBSETS = ("latin", "vietnamese")
SIGN_FONTS = (
    "node_modules/@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2",
    "node_modules/@fontsource/noto-sans-symbols-2/files/noto-sans-symbols-2-symbols-400-normal.woff2",
)
"""Fonts that `SIGNS` are taken from; the first that has a sign gives it."""

NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]}
DATES = {
    "dateTime": "%H:%M, %d/%m/%Y",
    "date": "%d/%m/%Y",
    "time": "%H:%M",
    "periods": ["SA", "CH"],
    "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
    "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
    "months": [f"Tháng {month}" for month in range(1, 13)],
    "shortMonths": [f"Th{month}" for month in range(1, 13)],
}


@lru_cache(maxsize=1024)
def draw(spec: str) -> str:
    """Return the SVG of a Vega-Lite specification in JSON; results are cached in memory."""
    _register_fonts()
    return str(
        vl_convert.vegalite_to_svg(
            spec, vl_version=SCHEMA, allowed_base_urls=[], format_locale=NUMBERS, time_format_locale=DATES
        )
    )


def draw_card(svg: str) -> bytes:
    """Return an SVG as PNG, one pixel per unit."""
    return draw_picture(svg, 1)


def draw_picture(svg: str, scale: int) -> bytes:
    """Return an SVG as PNG, `scale` pixels per unit."""
    _register_fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=scale, ppi=72))


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(font_folder(PROJECT)))


@cache
def font_folder(project: Path) -> Path:
    """Return the folder with the site font as TrueType, making it if it does not exist.

    Raises:
        MissingAssetError: A font that npm installs is missing.
    """
    sources = {
        weight: tuple(
            _installed(project, f"{FONT_PACKAGE}/be-vietnam-pro-{subset}-{weight}-normal.woff2")
            for subset in SUBSETS
        )
        for weight in WEIGHTS
    }
    signs = tuple(_installed(project, name) for name in SIGN_FONTS)
    digest = hashlib.sha256(SIGNS.encode())
    for data in (*signs, *(data for subsets in sources.values() for data in subsets)):
        digest.update(data)
    try:
        folder = project / "build" / "chart-fonts" / digest.hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a read-only installation
        folder = Path(tempfile.mkdtemp(prefix="chart-fonts-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for weight, subsets in sources.items():
        path = folder / f"be-vietnam-pro-{weight}.ttf"
        if not path.is_file():
            # Write to a temporary file and rename, so that a parallel build never reads half a font.
            handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
            with os.fdopen(handle, "wb") as part:
                part.write(whole_font(subsets, signs))
            Path(name).replace(path)
    return folder


def _installed(project: Path, name: str) -> bytes:
    path = project / name
    if not path.is_file():
        raise MissingAssetError(path)
    return path.read_bytes()
