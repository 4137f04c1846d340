"""What is printed: few sheets, nothing cut, where it comes from."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Visit = Callable[..., Any]

SHEETS = {
    "dieu-hanh/": 4,
    "nhiem-vu/tp-2026/9/": 1,
    # It says of each task how it stands to its deadline, in words, and prints the sum by places.
    "co-quan/so-noi-vu/": 5,
    "ke-hoach/tp-2026/": 4,
    "ky-bao-cao/2026-q1/": 3,
}


def test_pages_print_on_few_sheets(real_site: Path, visit: Visit) -> None:
    visitor = visit(real_site)
    found = {}
    for address in SHEETS:
        page = visitor.look(address)
        page.evaluate("document.fonts.ready")
        paper = page.pdf(format="A4", prefer_css_page_size=True)
        found[address] = len(re.findall(rb"/Type\s*/Page\b", paper))
    assert {address: n for address, n in found.items() if n > SHEETS[address]} == {}


@pytest.mark.parametrize("kind", ["dieu-hanh/", "nhiem-vu/tp-2026/9/"])
def test_paper_says_day_source_and_address(real_site: Path, visit: Visit, kind: str) -> None:
    page = visit(real_site).look(kind)
    page.emulate_media(media="print")
    words = page.locator("body").inner_text()
    assert "Tính đến 22/11/2026" in words
    assert f"Địa chỉ trang: {kind}" in words
    assert "Nguồn: 5256/QĐ-UBND" in words
    assert not page.locator(".source-list").is_visible()
