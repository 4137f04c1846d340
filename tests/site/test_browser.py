"""The site as its readers meet it: with and without script, on a phone, by keyboard, on paper."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

Visit = Callable[..., Any]

PHONE = {"width": 360, "height": 740}
ZOOMED = {"width": 320, "height": 256}
"""What a window of 1280 × 1024 shows at a zoom of 400 %."""

WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


def overflow(page: Page) -> list[str]:
    """Elements that make the page wider than the window; empty when it fits."""
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.body.querySelectorAll("*")]
            .filter(element => element.getBoundingClientRect().right > width + 1)
            .map(element => element.outerHTML.slice(0, 120));
        }"""
    )
    return found


def fold(text: str) -> str:
    """Text as typed without marks."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def follow(page: Page, link: Locator, *, to: str) -> None:
    """Follows a link as a reader does, and arrives."""
    link.click()
    page.wait_for_url(f"**/cong/{to}")


@WITH_AND_WITHOUT
def test_home_to_agency_to_task_to_document_to_download(
    real_site: Path, visit: Visit, *, script: bool
) -> None:
    page = visit(real_site).open(java_script_enabled=script, viewport=PHONE, accept_downloads=True)
    follow(page, page.locator(".site-nav").get_by_role("link", name="Cơ quan"), to="co-quan/")
    main = page.locator("main")
    follow(page, main.get_by_role("link", name="Sở Nội vụ", exact=True).first, to="co-quan/so-noi-vu/")
    assert heading(page) == "Sở Nội vụ"
    task = main.locator("table").get_by_role("link", name="Ban hành Kế hoạch cải cách hành chính năm 2026")
    follow(page, task.first, to="nhiem-vu/tp-2026/1-1/")
    expect(main).to_contain_text("5256/QĐ-UBND")
    row = main.locator(".receipt a").filter(has_text="Phụ lục, dòng 1.1").first
    follow(page, row, to="van-ban/5256-qd-ubnd-2025/#nv-1-1")
    shown = page.locator("#nv-1-1")
    expect(shown).to_be_in_viewport()
    expect(shown).to_contain_text("Tháng 12/2025")
    with page.expect_download() as text:
        page.locator("#ban-chu").locator("..").get_by_role("link").click()
    held = Path(text.value.path()).read_text(encoding="utf-8")
    assert "5256" in held
    page.goto(page.url.partition("/van-ban/")[0] + "/du-lieu/")
    with page.expect_download() as table:
        page.locator('main a[href$="tasks.csv"]').first.click()
    rows = list(csv.DictReader(io.StringIO(Path(table.value.path()).read_text(encoding="utf-8-sig"))))
    (found,) = (row for row in rows if (row["plan"], row["number"]) == ("tp-2026", "1.1"))
    assert (found["lead"], found["evidenced"], found["completed"]) == ("so-noi-vu", "held", "2025-12-26")


def test_every_kind_of_page(real_site: Path, visit: Visit, shape_address: str) -> None:
    """Loads without a complaint, asks no other host, shifts nothing, fits a phone and a zoom of 400 %,
    has a dark dress and a paper one, and holds still for those who ask."""
    page = visit(real_site).look(shape_address, viewport=PHONE, color_scheme="light", reduced_motion="reduce")
    at_rest(page)
    assert shift(page) < 0.05
    assert overflow(page) == []
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    assert overflow(page) == []
    page.set_viewport_size(ZOOMED)
    assert overflow(page) == []
    assert moving(page) == []
    assert brightness(page) > 0.9, "light paper"
    page.emulate_media(color_scheme="dark")
    assert brightness(page) < 0.2, "dark paper"
    page.emulate_media(media="print", color_scheme="light")
    for part in (".site-nav", ".site-search", ".skip", ".site-links", ".table-tools"):
        assert [found for found in page.locator(part).all() if found.is_visible()] == [], part
    assert page.locator("h1").is_visible()
    paper = page.locator(".print-source")
    assert paper.is_visible(), "as-of, cut-off and address stand on paper"
    assert "Tính đến 22/11/2026" in paper.inner_text()


def at_rest(page: Page) -> None:
    """Waits until fonts are in and scripts have done what they do on load."""
    page.wait_for_function(
        """() => document.fonts.status === "loaded"
          && [...document.querySelectorAll("[data-enhance=table]")].every(block =>
            block.querySelectorAll("tbody tr").length <= 8 || block.querySelector(".table-tools > *"))
          && [...document.querySelectorAll("#search-results")].every(place =>
            !location.search || place.querySelector(".results a"))"""
    )


def shift(page: Page) -> float:
    """How much of the page moved while it loaded (Cumulative Layout Shift)."""
    found: float = page.evaluate(
        """() => new Promise(done => {
          let sum = 0;
          new PerformanceObserver(list => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
          }).observe({type: "layout-shift", buffered: true});
          requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
        })"""
    )
    return found


def moving(page: Page) -> list[str]:
    """Elements with a transition or animation."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(element => {
          const style = getComputedStyle(element);
          const longest = text => Math.max(...text.split(",").map(parseFloat));
          return longest(style.transitionDuration) > 0.01 || longest(style.animationDuration) > 0.01;
        }).map(element => element.outerHTML.slice(0, 100))"""
    )
    return found


def brightness(page: Page) -> float:
    """How bright the page's background is, from 0 (black) to 1 (white)."""
    found: float = page.evaluate(
        """() => {
          const colour = getComputedStyle(document.body).backgroundColor;
          const root = getComputedStyle(document.documentElement).backgroundColor;
          const painted = colour === "rgba(0, 0, 0, 0)" ? root : colour;
          const [red, green, blue] = painted.match(/[0-9.]+/g).map(Number);
          return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
        }"""
    )
    return found


@pytest.mark.parametrize(
    "where", ["", "dieu-hanh/", "nhiem-vu/tp-2026/", "ky-bao-cao/2026-q2/", "co-quan/so-noi-vu/"]
)
def test_pages_with_results_fit_a_phone(sample_site: Path, visit: Visit, where: str) -> None:
    page = visit(sample_site).look(where, viewport=PHONE)
    at_rest(page)
    assert overflow(page) == []
    expect(page.get_by_text("SỐ LIỆU MINH HỌA", exact=True)).to_be_visible()


def test_what_is_missing_helps(real_site: Path, visit: Visit) -> None:
    page = visit(real_site, sub_path="").look("nhiem-vu/tp-2026/nghin/", viewport=PHONE)
    assert heading(page) == "Không tìm thấy trang này"
    assert overflow(page) == []
    follow_root = page.locator("main").get_by_role("link", name="Nhiệm vụ", exact=True)
    follow_root.click()
    page.wait_for_url("**/nhiem-vu/")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_home_answers_in_one_screen_of_a_phone(real_site: Path, visit: Visit, *, script: bool) -> None:
    """Search, the sentence, six numbers, four indices with target, what is due, what is new, my commune."""
    page = visit(real_site).open(viewport=PHONE, java_script_enabled=script)
    page.goto(page.url)  # The font is at hand now: a busy machine may show the first visit in another one.
    parts = page.locator(".site-search, .glance .figures > div, .headline, .index-list li, .glance-links li")
    assert parts.count() == 1 + 6 + 1 + 4 + 3
    for part in parts.all():
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE["height"], part.inner_text()
    figures = page.locator(".glance .figures dd, .glance .index-value")
    for figure in figures.all():
        values = figure.locator("data").count()
        assert values == figure.locator("a.sourced data").count() > 0, "each with its receipt"


# ---- Tables ------------------------------------------------------------------------------------


def test_a_table_sorts_and_filters(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("nhiem-vu/tp-2026/")
    rows = page.locator(".table-block tbody tr")
    total = rows.count()
    assert total == 67
    page.get_by_label("Lọc theo chữ").first.fill("so tu phap")
    expect(page.locator(".table-block output").first).to_contain_text(f"trên {total} dòng")
    shown = [row for row in rows.all() if row.is_visible()]
    assert 5 < len(shown) < total
    for row in shown:
        words = " ".join(re.findall("[a-z0-9]+", fold(row.inner_text())))
        assert all(f" {word}" in f" {words}" for word in ("so", "tu", "phap"))
    page.get_by_label("Lọc theo chữ").first.fill("không có dòng nào như thế")
    expect(page.locator(".table-block output").first).to_have_text("Không có dòng nào khớp.")
    page.get_by_label("Lọc theo chữ").first.fill("")
    state = page.locator(".table-tools").get_by_label("Tình trạng").first
    state.select_option("Đã qua kỳ báo cáo, cổng chưa nhận được báo cáo")
    kept = [row for row in rows.all() if row.is_visible()]
    assert 0 < len(kept) < total
    state_words = re.compile(r"Đã qua kỳ báo cáo( \d+ ngày)?, cổng chưa nhận được báo cáo")
    assert all(state_words.search(row.inner_text()) for row in kept)
    state.select_option("")
    head = page.get_by_role("columnheader", name="Thời hạn")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    due = "rows => rows.map(row => row.querySelector('[data-sort]').dataset.sort)"
    days = rows.evaluate_all(due)
    assert days == sorted(days)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert rows.evaluate_all(due) == days[::-1]


def test_a_table_is_complete_without_script(real_site: Path, visit: Visit) -> None:
    visitor = visit(real_site)
    bare = visitor.open("nhiem-vu/tp-2026/", java_script_enabled=False)
    rows = bare.locator(".table-block tbody tr")
    assert rows.count() == 67
    assert all(row.is_visible() for row in rows.all())
    expect(bare.locator(".table-tools input, .table-tools select")).to_have_count(0)
    full = visitor.look("nhiem-vu/tp-2026/")
    full.locator(".table-tools input").first.wait_for()
    assert full.locator(".table-block tbody").all_inner_texts() == rows.locator("xpath=..").all_inner_texts()


# ---- Keyboard ----------------------------------------------------------------------------------


def test_the_skip_link_comes_first_and_skips(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("nhiem-vu/tp-2026/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#noi-dung")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_seen_and_moves_down_the_page(real_site: Path, visit: Visit, shape_address: str) -> None:
    """The first thirty stops of Tab: each shows where it is, and none goes back up the document."""
    page = visit(real_site).look(shape_address)
    at_rest(page)
    for stop in range(30):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
              const at = document.activeElement;
              const place = window.before?.compareDocumentPosition(at);
              const follows = !window.before || Boolean(place & Node.DOCUMENT_POSITION_FOLLOWING);
              window.before = at;
              const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(at);
              const shows = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 || boxShadow !== "none";
              return {html: at.outerHTML.slice(0, 120), body: at === document.body, follows, shows};
            }"""
        )
        if found["body"]:
            break
        assert found["follows"], (stop, found["html"])
        assert found["shows"], (stop, found["html"])


def test_home_to_task_by_keyboard_alone(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.site-nav a[href$=\"nhiem-vu/\"]')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhiem-vu/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("/nhiem-vu\\/tp-2026\\/[0-9-]+\\/$/.test(document.activeElement.href ?? '')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhiem-vu/tp-2026/*/")


# ---- Five questions, each in two taps from home or one search ----------------------------------


def search(page: Page, words: str) -> None:
    """One search: type, choose what stands first."""
    page.locator("#tim").fill(words)
    first = page.locator(".site-search [role=option]").first
    first.wait_for()
    first.click()


def test_is_my_commune_late(real_site: Path, visit: Visit) -> None:
    visitor = visit(real_site)
    page = visitor.look(viewport=PHONE)
    search(page, "tu ky")
    page.wait_for_url("**/co-quan/ubnd-xa-tu-ky/")
    expect(page.locator("main")).to_contain_text("chưa có kế hoạch trên cổng", ignore_case=True)
    page.goto(visitor.base)
    page.locator('main a[href$="co-quan/ubnd-xa-khuc-thua-du/"]').first.click()
    page.wait_for_url("**/co-quan/ubnd-xa-khuc-thua-du/")
    expect(page.locator("main")).to_contain_text("Chưa có báo cáo", ignore_case=True)


def test_what_did_so_noi_vu_finish(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look(viewport=PHONE)
    search(page, "so noi vu")
    page.wait_for_url("**/co-quan/so-noi-vu/")
    expect(page.locator("main")).to_contain_text("Quý IV/2026")
    expect(page.locator("main")).to_contain_text("chưa có báo cáo", ignore_case=True)


def test_where_are_we_on_par_index(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look(viewport=PHONE)
    page.locator('main a[href$="chi-so/par-index/"]').first.click()
    page.wait_for_url("**/chi-so/par-index/")
    expect(page.locator("main")).to_contain_text("96,17%")
    expect(page.locator("main")).to_contain_text("top 5")


def test_what_is_due_in_october(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look(viewport=PHONE)
    page.locator("#tim").fill("nhiem vu den han thang 10")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    results = page.locator(".results li").filter(has_text="đến hạn tháng 10/2026")
    expect(results).to_have_count(4)
    expect(results.filter(has_text="Nhiệm vụ · 13 ·")).to_have_count(1)
    expect(results.filter(has_text="Nhiệm vụ · 55 ·")).to_have_count(1)


def test_where_is_the_proof_of_task_1(real_site: Path, visit: Visit) -> None:
    visitor = visit(real_site)
    page = visitor.look(viewport=PHONE)
    page.locator('main a[href$="nhiem-vu/tp-2026/1/"]').first.click()
    page.wait_for_url("**/nhiem-vu/tp-2026/1/")
    page.locator('main a[href$="tp-2026/1-1/"], main a[href="../1-1/"]').first.click()
    page.wait_for_url("**/nhiem-vu/tp-2026/1-1/")
    expect(page.locator("main a", has_text="5256/QĐ-UBND").first).to_be_visible()
    page.goto(visitor.base)
    search(page, "nhiem vu 1.1")
    page.wait_for_url("**/nhiem-vu/tp-2026/1-1/")


def test_the_five_questions_of_the_sample(sample_site: Path, visit: Visit) -> None:
    """The same walks where something is reported: each page answers with what stands in the data."""
    visitor = visit(sample_site)
    page = visitor.look(viewport=PHONE)
    page.locator(".glance-links a[href='#xa-phuong']").click()
    page.locator('main a[href$="co-quan/ubnd-xa-khuc-thua-du/"]').first.click()
    page.wait_for_url("**/co-quan/ubnd-xa-khuc-thua-du/")
    expect(page.locator("main")).to_contain_text("Hoàn thành")
    page.goto(visitor.base)
    search(page, "so noi vu")
    page.wait_for_url("**/co-quan/so-noi-vu/")
    expect(page.locator("main")).to_contain_text("Quý I/2026")
    page.goto(visitor.base)
    page.locator('.glance a[href$="chi-so/par-index/"]').click()
    page.wait_for_url("**/chi-so/par-index/")
    expect(page.locator("main")).to_contain_text("94,2%")
    expect(page.locator("main")).to_contain_text("top 5")
    page.goto(visitor.base)
    page.locator("#tim").fill("nhiem vu den han thang 10")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    expect(page.locator(".results li").filter(has_text="đến hạn tháng 10/2026").first).to_be_visible()
    page.goto(visitor.base)
    search(page, "nhiem vu 1.1")
    page.wait_for_url("**/nhiem-vu/tp-2026/1-1/")
    expect(page.locator("main a", has_text="5256/QĐ-UBND").first).to_be_visible()


# ---- Preferences -------------------------------------------------------------------------------


def test_states_are_told_apart_in_forced_colours(real_site: Path, visit: Visit) -> None:
    """Cells of the grid keep an edge and their sign when the reader's system replaces every colour."""
    page = visit(real_site).look("nhiem-vu/", forced_colors="active")
    cell = page.locator(".cell").first
    assert cell.evaluate("cell => parseFloat(getComputedStyle(cell).borderTopWidth)") > 0


@pytest.mark.parametrize("where", ["", "nhiem-vu/", "dieu-hanh/xa-phuong/", "co-quan/so-noi-vu/"])
def test_targets_are_large_enough_to_touch(real_site: Path, visit: Visit, where: str) -> None:
    """At least 24 × 24 px on a phone; links within a line of text and heads that it does not show aside."""
    page = visit(real_site).look(where, viewport=PHONE)
    at_rest(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, summary")].filter(part => {
          const box = part.getBoundingClientRect();
          const inline = getComputedStyle(part).display === "inline";
          return box.width && !inline && !part.closest(".skip, thead") && (box.width < 24 || box.height < 24);
        }).map(part => part.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_a_focused_chart_keeps_its_outline_in_forced_colours(real_site: Path, visit: Visit) -> None:
    page = visit(real_site).look("ke-hoach/tp-2026/", forced_colors="active", reduced_motion="reduce")
    picture = page.locator("#luy-ke-tp-2026 .chart-wide svg")
    expect(picture).to_have_attribute("tabindex", "0")
    page.locator("#luy-ke-tp-2026 summary").focus()
    page.keyboard.press("Shift+Tab")
    expect(picture).to_be_focused()
    assert picture.evaluate("part => getComputedStyle(part).outlineStyle") != "none"
