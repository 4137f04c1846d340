"""No violation that axe-core can find, on every kind of page, on a phone and a desk, in light and dark."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.paths import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

RUN = """async runOnly => {
  const rules = runOnly.type === "tag" ? {"target-size": {enabled: true}} : {};
  const found = await axe.run(document, {runOnly, rules, resultTypes: ["violations"]});
  return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
}"""

Visit = Callable[..., Any]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}

WIDTHS = (360, 1280)
SCHEMES: Mapping[Literal["light", "dark"], Any] = {"light": EVERYTHING, "dark": COLOURS}
"""The two dresses differ in colours alone: what does not look at colours is checked in one of them."""


def violations(page: Page) -> dict[str, list[str]]:
    """Violations of a loaded page by width and colour scheme."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, checks in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found[f"{width} {scheme}"] = page.evaluate(RUN, checks)
    return {name: nodes for name, nodes in found.items() if nodes}


def settled(page: Page) -> Page:
    """A page whose scripts have done what they do on load."""
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-enhance=table]")].every(block =>
            block.querySelectorAll("tbody tr").length <= 8 || block.querySelector(".table-tools > *"))
          && [...document.querySelectorAll("#search-results")].every(place =>
            !location.search || place.querySelector(".results a"))"""
    )
    return page


def test_every_kind_of_page(real_site: Path, visit: Visit, address: str) -> None:
    assert violations(settled(visit(real_site).open(address))) == {}


@pytest.mark.parametrize(
    "where",
    [
        "",
        "dieu-hanh/",
        "ky-bao-cao/2026-q2/",
        "co-quan/so-noi-vu/",
        "ky-bao-cao/2026-q1/ban-chup/",
        "ky-bao-cao/2026-q1/ban-chup/tp-2026/",
        "ky-bao-cao/2026-q2/thay-doi/",
    ],
)
def test_pages_with_results(sample_site: Path, visit: Visit, where: str) -> None:
    assert violations(settled(visit(sample_site).open(where))) == {}


def test_the_page_for_what_is_missing(real_site: Path, visit: Visit) -> None:
    assert violations(settled(visit(real_site, sub_path="").open("khong/co/"))) == {}


def test_suggestions(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).open("van-ban/")
    page.get_by_role("combobox", name="Tìm trong cổng").or_(page.locator("#tim")).fill("so noi")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert violations(page) == {}


def test_nothing_found(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).open("tim-kiem/?q=zzzzzz")
    page.get_by_text("Không có kết quả nào").wait_for()
    assert violations(page) == {}


def test_unfolded_parts(real_site: Path, visit: Visit) -> None:
    """Charts' tables, raw OCR and explanations stand in folded parts: unfolded, they hold too."""
    page = settled(visit(real_site).open())
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    assert violations(page) == {}
