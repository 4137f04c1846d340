"""What a shared link and a machine see: JSON-LD, pictures, the addresses in them."""

import json
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import html

from generator.build.pipeline import compose
from generator.charts import cards
from generator.charts.cards import Card, fitted, layout, png, smaller, wrapped
from generator.charts.drawing import draw_card
from generator.data.catalogue import Catalogue
from generator.view.rendering import make_environment, render_card, templates_of
from tests.paths import MINIMAL, ROOT
from tests.plugins.sites import SITE_URL

CARD = Card(
    name="Cổng",
    tagline="Cổng công khai",
    kicker="Kế hoạch",
    title="Kế hoạch năm 2026",
    about="",
    figures=(("59", "nhiệm vụ"),),
    lines=(),
    note="",
    foot="Tính đến 22/11/2026",
)

REQUIRED = {
    "WebSite": {"name", "description", "inLanguage"},
    "BreadcrumbList": {"itemListElement"},
    "Dataset": {"name", "description", "distribution", "temporalCoverage"},
    "Legislation": {"name", "legislationIdentifier", "legislationDate"},
    "DigitalDocument": {"name"},
}


def nodes(path: Path) -> list[dict[str, Any]]:
    scripts = html.parse(str(path)).xpath("//script[@type='application/ld+json']/text()")
    return [json.loads(str(script)) for script in scripts]


def template(lines: Any) -> str:
    return render_card(make_environment(Catalogue.load("vi"), ROOT / "site_templates"), lines)


def addresses(node: Any) -> list[str]:
    if isinstance(node, list):
        return [found for item in node for found in addresses(item)]
    if not isinstance(node, dict):
        return []
    own = [node[key] for key in ("url", "item", "contentUrl", "urlTemplate") if key in node]
    return own + [found for value in node.values() for found in addresses(value)]


def in_shell(site: Path) -> list[Path]:
    """Pages with the site's shell: those for other people's frames have none."""
    return [
        path
        for path in sorted(site.rglob("index.html"))
        if "don-vi" in path.parts or not path.match("nhung/*/*/index.html")
    ]


def test_every_page_says_what_it_is_in_valid_json(real_site: Path) -> None:
    kinds = set()
    for path in sorted(real_site.rglob("index.html")):
        for node in nodes(path):
            assert node["@context"] == "https://schema.org"
            assert REQUIRED[node["@type"]] <= set(node), path
            assert addresses(node) == [], "no address of the site is known"
            kinds.add(node["@type"])
    assert kinds == set(REQUIRED)


def test_every_generated_page_but_home_has_its_way(real_site: Path) -> None:
    for path in in_shell(real_site):
        crumbs = html.parse(str(path)).xpath("//main//nav[@class='crumbs']//a/text()")
        lists = [node for node in nodes(path) if node["@type"] == "BreadcrumbList"]
        assert len(lists) == (1 if path.parent != real_site else 0), path
        for found in lists:
            steps = found["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert [step["name"] for step in steps[:-1]] == crumbs


def test_addresses_are_whole_and_stand(sample_site: Path) -> None:
    seen = set()
    for path in in_shell(sample_site):
        for node in nodes(path):
            seen |= set(addresses(node))
        meta = html.parse(str(path)).xpath("//meta[@property='og:image']/@content")
        assert len(meta) == 1, path
        seen.add(str(meta[0]))
    for address in seen:
        assert address.startswith(SITE_URL)
        target = sample_site / address.removeprefix(SITE_URL).partition("?")[0]
        assert target.is_file() or (target / "index.html").is_file(), address
    home = {node["@type"]: node for node in nodes(sample_site / "index.html")}
    assert home["WebSite"]["potentialAction"]["target"]["urlTemplate"].startswith(f"{SITE_URL}tim-kiem/?q=")
    assert "GovernmentOrganization" not in home


def test_hostile_words_cannot_leave_the_script() -> None:
    environment = make_environment(Catalogue.load("vi"), templates_of(ROOT))
    text = environment.from_string("{{ node | tojson }}").render(node={"name": "</script><b>&'\""})
    assert "<" not in text
    assert json.loads(text) == {"name": "</script><b>&'\""}


def test_publisher_and_licence_are_said_once_they_are_known() -> None:
    composed = compose(MINIMAL)
    settings = composed.measured.portal.settings
    pages = {page.url: page.body for page in composed.site.pages}
    assert settings.publisher
    assert f'"@type":"GovernmentOrganization","name":"{settings.publisher}"' in pages[""]
    assert f'"license":"{settings.licence_url or settings.licence}"' in pages["du-lieu/"]


def test_cards_are_pictures_of_the_right_size(real_site: Path) -> None:
    found = sorted((real_site / "chia-se").rglob("*.png"))
    names = {path.relative_to(real_site / "chia-se").as_posix() for path in found}
    assert {"trang-chu.png", "chi-tieu.png", "du-lieu.png", "ke-hoach/tp-2026.png"} <= names
    assert {"co-quan/so-noi-vu.png", "chi-so/par-index.png"} <= names
    for path in found:
        data = path.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert struct.unpack(">II", data[16:24]) == (1200, 630)
        assert len(data) <= 40_000, path


def test_leaf_pages_share_the_card_of_their_plan_or_agency(sample_site: Path) -> None:
    def image(address: str) -> str:
        tree = html.parse(str(sample_site / address / "index.html"))
        return str(tree.xpath("//meta[@property='og:image']/@content")[0]).removeprefix(SITE_URL)

    assert image("nhiem-vu/tp-2026/1/") == "chia-se/ke-hoach/tp-2026.png"
    assert image("van-ban/5256-qd-ubnd-2025/") == "chia-se/ke-hoach/tp-2026.png"
    assert image("co-quan/so-noi-vu/") == "chia-se/co-quan/so-noi-vu.png"
    assert image("linh-vuc/") == image("") == "chia-se/trang-chu.png"
    for path in in_shell(sample_site):
        assert (sample_site / image(path.parent.relative_to(sample_site).as_posix())).is_file(), path


def test_the_same_words_are_the_same_bytes(tmp_path: Path) -> None:
    first = png(CARD, template, tmp_path / "one")
    assert png(CARD, template, tmp_path / "two") == first
    assert png(CARD, template, tmp_path / "one") == first
    assert len(list((tmp_path / "one").iterdir())) == 1
    assert png(replace(CARD, title="Khác"), template, tmp_path / "one") != first


def test_a_card_that_cannot_be_kept_is_drawn_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert png(CARD, template, tmp_path / "file" / "cache").startswith(b"\x89PNG")


def test_packing_keeps_the_picture() -> None:
    data = smaller(draw_card(template(layout(CARD))))
    chunks = dict(cards._chunks(data))
    raw = zlib.decompress(chunks[b"IDAT"])
    palette = chunks[b"PLTE"]
    top_left, corner = raw[1], raw[629 * 1201 + 1]
    assert palette[top_left * 3 : top_left * 3 + 3] == b"\xbb\x22\x11"
    assert palette[corner * 3 : corner * 3 + 3] == b"\xff\xff\xff"
    assert smaller(data) == data


def test_long_words_stay_on_the_card() -> None:
    text = "Kế hoạch " * 60
    assert len(fitted(text, "700", 46, 1056, 3)) == 3
    assert fitted(text, "700", 46, 1056, 3)[-1].endswith("…")
    assert wrapped("một hai", "400", 24, 1) == ["một", "hai"]
    card = replace(CARD, title=text, lines=(text, text), note="Bản chưa có số, ngày ban hành")
    lines = layout(card)
    assert all(0 < line.y < 630 for line in lines)
    title = [line for line in lines if line.weight == "700" and line.colour == "ink"][1:]
    figures = [line for line in lines if line.colour == "sea"]
    assert max(line.y for line in title) < figures[0].y - figures[0].size


def test_a_printed_page_says_its_day_and_address(sample_site: Path) -> None:
    for name in ("co-quan/so-noi-vu/", "ke-hoach/tp-2026/", "nhiem-vu/tp-2026/1/"):
        tree = html.parse(str(sample_site / name / "index.html"))
        words = tree.xpath("string(//header//p[contains(@class, 'print-source')])")
        assert "Tính đến 30/06/2026" in words
        assert f"Địa chỉ trang: {SITE_URL}{name}" in words
        assert tree.xpath("//main//p[contains(@class, 'receipts')] | //main//dt[text()='Nguồn']")


def test_embeds_know_where_the_portal_stands(sample_site: Path) -> None:
    """Snippets and canonical links in full, and the page's address drawn in a picture."""
    gallery = html.parse(str(sample_site / "nhung" / "index.html")).getroot()
    lines = [code.text_content() for code in gallery.xpath("//pre/code")]
    assert lines
    assert all(f'"{SITE_URL}nhung/' in line for line in lines)
    assert gallery.xpath("//pre[@data-base]") == []
    folder = sample_site / "nhung" / "co-quan" / "so-noi-vu"
    canonical = html.parse(str(folder / "index.html")).xpath("//link[@rel='canonical']/@href")
    assert canonical == [f"{SITE_URL}co-quan/so-noi-vu/"]
    assert f"{SITE_URL}co-quan/so-noi-vu/" in (folder / "huy-hieu.svg").read_text(encoding="utf-8")
