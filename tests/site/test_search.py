"""The search box answers in a real browser: query → the page that stands first."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Any]

CASES = Path(__file__).with_name("search_cases.yaml")


class Case(NamedTuple):
    """What is typed, and the address that must stand first."""

    typed: str
    expect: str


def cases() -> list[Case]:
    found = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    return [
        Case(unicodedata.normalize("NFD", str(c["query"])) if c.get("nfd") else str(c["query"]), c["expect"])
        for c in found
    ]


def box(page: Page) -> Locator:
    return page.locator("#tim")


def options(page: Page) -> Locator:
    return page.locator(".site-search [role=option]")


def first_address(page: Page, base: str, typed: str) -> str:
    """Address of the first suggestion, once the list answers this very query."""
    box(page).fill(typed)
    page.wait_for_function(
        "typed => document.querySelector('#tim ~ ul:not([aria-busy]) li:last-child')?.dataset.go"
        "?.endsWith(`?q=${encodeURIComponent(typed.trim())}`)",
        arg=typed,
    )
    first = options(page).first.get_attribute("data-go")
    assert first is not None
    return first.removeprefix(base)


def test_there_are_cases_enough() -> None:
    found = cases()
    assert len(found) >= 60
    assert len({case.typed for case in found}) == len(found)
    assert any(unicodedata.normalize("NFC", case.typed) != case.typed for case in found)


def test_every_case_finds_its_page_first(real_site: Path, visit: Visit) -> None:
    visitor = visit(real_site)
    page = visitor.look("van-ban/")
    found = {case: first_address(page, visitor.base, case.typed) for case in cases()}
    assert {case.typed: (got, case.expect) for case, got in found.items() if got != case.expect} == {}


def test_expected_pages_and_places_exist(real_site: Path) -> None:
    for case in cases():
        path, _, anchor = case.expect.partition("#")
        text = (real_site / path / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in text, case


def test_nothing_is_fetched_before_the_box_is_touched(real_site: Path, visit: Visit) -> None:
    visitor = visit(real_site)
    page = visitor.look()
    page.wait_for_load_state("networkidle")
    assert not [url for url in visitor.requests if "search" in url]
    with page.expect_response("**/assets/search.json"):
        box(page).focus()


FEW = 3
"""Cases whose page of results is opened by ``make test``; the box itself is tried with all of them."""


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.typed, marks=() if place < FEW else pytest.mark.city)
        for place, case in enumerate(cases()[:7])
    ],
)
def test_the_results_page_puts_the_same_page_first(real_site: Path, visit: Visit, case: Case) -> None:
    visitor = visit(real_site)
    page = visitor.look(f"tim-kiem/?{urlencode({'q': case.typed})}")
    first = page.locator(".results a").first
    first.wait_for()
    assert first.evaluate("link => link.href") == visitor.base + case.expect


@pytest.mark.parametrize("typed", ["$&", "$`x$'", "$$ zzzz", "{count} {query}"])
def test_what_was_typed_is_said_as_it_was_typed(real_site: Path, visit: Visit, typed: str) -> None:
    page = visit(real_site).look(f"tim-kiem/?{urlencode({'q': typed})}")
    expect(page.locator("#search-status, [role=status]").first).to_contain_text(f"“{typed}”")
    box(page).fill(typed)
    expect(options(page).last).to_contain_text(f"“{typed}”")


def test_results_show_kind_state_agency_and_the_matched_words(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=tong+kiem+ke+tai+san")
    first = page.locator(".results li").first
    first.wait_for()
    assert first.locator("a mark").all_inner_texts()[:5] == ["Tổng", "kiểm", "kê", "tài", "sản"]
    assert "Nhiệm vụ · 48 · Sở Tài chính · " in first.inner_text()
    assert "Kế hoạch CCHC thành phố năm 2026" in first.inner_text()


def test_words_found_outside_the_title_are_shown(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=duong+day+nong")
    first = page.locator(".results li").first
    expect(first).to_contain_text("đường dây nóng")
    assert set(first.locator("mark").all_inner_texts()) >= {"đường", "dây", "nóng"}


def test_suggestions_show_why(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("van-ban/")
    box(page).fill("duong day nong")
    options(page).first.locator("mark").first.wait_for()
    assert set(options(page).first.locator("mark").all_inner_texts()) == {"đường", "dây", "nóng"}
    assert "Mục trong văn bản · V.2.8 · " in options(page).first.inner_text()


def test_a_mistyped_word_is_told_and_what_was_meant_is_marked(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=so+noi+bu")
    first = page.locator(".results li").first
    first.wait_for()
    assert first.locator("a mark").all_inner_texts() == ["Sở", "Nội", "vụ"]
    expect(page.get_by_role("status")).to_contain_text(
        re.compile("Không trang nào có chữ “so noi bu”. [0-9]+ kết quả cho “so noi vu”")
    )


def test_an_abbreviation_marks_its_full_words(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=vpubnd")
    first = page.locator(".results li").first
    first.wait_for()
    assert "".join(first.locator("a mark").all_inner_texts()) == "VănphòngỦybannhândân"
    expect(page.get_by_role("status")).not_to_contain_text("Không trang nào có chữ")


def test_filters_narrow_and_stand_in_the_address(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=du+lieu")
    page.locator(".results li").first.wait_for()
    for name in ("Loại", "Lĩnh vực", "Cơ quan", "Tình trạng", "Quý"):
        expect(page.get_by_label(name, exact=True)).to_be_visible()
    page.get_by_label("Loại", exact=True).select_option("task")
    page.get_by_label("Cơ quan", exact=True).select_option("Công an thành phố")
    expect(page).to_have_url(re.compile(r"\?q=du\+lieu&loai=task&co-quan=C%C3%B4ng\+an"))
    for line in page.locator(".results .meta:first-of-type").all_inner_texts():
        assert line.startswith("Nhiệm vụ · ")
        assert "Công an thành phố" in line
    kept = page.locator(".results li").count()
    page.reload()
    expect(page.locator(".results li")).to_have_count(kept)
    page.get_by_label("Cơ quan", exact=True).select_option("")
    assert page.locator(".results li").count() > kept


def test_on_a_phone_filters_stand_folded_above_the_results(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=du+lieu", viewport={"width": 360, "height": 740})
    page.locator(".results li").first.wait_for()
    expect(page.get_by_label("Loại", exact=True)).to_be_hidden()
    page.get_by_text("Lọc kết quả", exact=True).click()
    page.get_by_label("Loại", exact=True).select_option("task")
    expect(page).to_have_url(re.compile(r"loai=task"))
    page.reload()
    expect(page.get_by_label("Loại", exact=True)).to_be_visible()


def test_words_that_only_find_a_page_are_not_shown(real_site: Path, visit: Visit) -> None:
    """Of an indicator, who measures it is shown; the words that people type for any indicator are not."""
    page = visit(real_site).look("tim-kiem/?q=xep+hang+bo+noi+vu")
    found = page.locator(".results li").filter(has=page.locator('a[href$="chi-so/par-index/"]'))
    expect(found).to_contain_text("Bộ Nội vụ")
    expect(page.locator(".results")).not_to_contain_text("thứ hạng, xếp hạng")


def test_more_results_on_demand(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=ubnd")
    expect(page.locator(".results li")).to_have_count(20)
    page.get_by_role("button", name="Xem thêm kết quả").click()
    expect(page.locator(".results li")).to_have_count(40)
    expect(page.locator(".results li").nth(20).get_by_role("link")).to_be_focused()


def test_by_keyboard_alone(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("phuong-phap/")
    box(page).focus()
    page.keyboard.type("tu ky")
    options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    chosen = box(page).get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.type(" ")
    options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/co-quan/ubnd-xa-tu-ky/")


def test_enter_goes_to_all_results(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look()
    box(page).focus()
    page.keyboard.type("so noi vu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=so+noi+vu")
    expect(page.locator(".results a").first).to_have_text("Sở Nội vụ")
    expect(box(page)).to_have_value("so noi vu")


def test_no_hit_helps(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("tim-kiem/?q=zzzzzzzz")
    expect(page.get_by_role("status")).to_contain_text("Không có kết quả nào cho “zzzzzzzz”")
    expect(page.get_by_role("status")).to_contain_text("Gõ không dấu vẫn tìm được")
    expect(page.locator(".search-fallback a").first).to_be_visible()


def test_without_script_lists_lead_everywhere(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).open(java_script_enabled=False)
    box(page).fill("so noi vu")
    box(page).press("Enter")
    page.wait_for_url("**/tim-kiem/?q=so+noi+vu")
    # Chromium keeps <noscript> folded when only a test switches scripts off.
    assert "Tìm kiếm cần JavaScript" in (page.locator("noscript").text_content() or "")
    for name in ("Nhiệm vụ", "Cơ quan", "Văn bản", "Sơ đồ trang"):
        expect(page.locator("main").get_by_role("link", name=name, exact=True)).to_be_visible()


def test_an_index_that_does_not_come_is_told(real_site: Path, visit: Visit) -> None:
    visitor = visit(real_site)
    page = visitor.open("van-ban/")
    page.route("**/assets/search.json", lambda route: route.fulfill(status=503, body=""))
    page.goto(f"{visitor.base}tim-kiem/?q=so")
    expect(page.get_by_role("status")).to_contain_text("Không tải được dữ liệu tìm kiếm.")
    expect(page.locator(".search-fallback a").first).to_be_visible()
    visitor.complaints[:] = [c for c in visitor.complaints if "503" not in c]


def test_rows_of_communes_are_fetched_when_named(sample_site: Path, visit: Visit) -> None:
    """With more than a few communes' plans, their rows stand apart: a query that names one brings them."""
    visitor = visit(sample_site)
    names = sorted(path.stem for path in (sample_site / "assets" / "search").glob("*.json"))
    assert len(names) > 5
    page = visitor.look("van-ban/")
    with page.expect_response("**/assets/search/khuc-thua-du-2025.json"):
        box(page).fill("khuc thua du so hoa")
    expect(options(page).first).to_contain_text("số hóa")
    visitor.requests.clear()
    page.goto(f"{visitor.base}tim-kiem/?q=so+hoa")
    page.locator(".results li").first.wait_for()
    assert not [url for url in visitor.requests if "/search/" in url or "communes" in url]
    before = page.get_by_role("status").inner_text()
    page.get_by_role("button", name="Tìm cả trong kế hoạch của mọi xã").click()
    expect(page.get_by_role("status")).not_to_have_text(before)
    assert int(page.get_by_role("status").inner_text().split()[0]) > int(before.split()[0])
