"""Charts and badges in other people's pages: framed, as pictures, without script, light and dark."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET  # the plain reader, as a newsroom's tools have it

import pytest
import vl_convert
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from generator.charts.drawing import font_folder
from generator.charts.tokens import tokens
from generator.view.rendering import PROJECT
from tests.checkers import AXE
from tests.plugins.browser import window_of

RUN_AXE = """async () => {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const options = {runOnly: {type: "tag", values}, rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run(document, {...options, resultTypes: ["violations"]});
  return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
}"""

SVG = "{http://www.w3.org/2000/svg}"
DAY = "Tính đến 22/11/2026"
CHART, BADGE = "nhung/bieu-do/linh-vuc-tp-2026/", "nhung/co-quan/so-noi-vu/"
CUT_OFF = """(root => [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight])(
  document.documentElement)"""
"""Pixels of a page that its frame does not show, across and down."""

GALLERIES = ("nhung/", "nhung/co-quan/")


def tree(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html")).getroot()


def embeds(site: Path, kind: str = "*") -> list[str]:
    """Addresses of every embed."""
    found = (f"{p.parent.relative_to(site).as_posix()}/" for p in site.glob(f"nhung/{kind}/*/index.html"))
    return sorted(address for address in found if not address.startswith("nhung/don-vi/"))


def data(element: html.HtmlElement, path: str = ".//data") -> list[tuple[str, str]]:
    return [(value.get("value"), value.text_content()) for value in element.xpath(path)]


def snippets(site: Path) -> dict[str, list[str]]:
    """The two lines to copy of every embed by its address."""
    found = {}
    units = (path.parent.relative_to(site) for path in site.glob("nhung/don-vi/*/index.html"))
    for gallery in (*GALLERIES, *(f"{folder.as_posix()}/" for folder in units)):
        for item in tree(site, gallery).xpath("//section[@class='embed']"):
            lines = [code.text_content() for code in item.xpath(".//pre/code")]
            (frame,) = item.iter("iframe")
            found[urljoin(gallery, frame.get("src"))] = lines
    return found


@pytest.mark.parametrize("site", ["real_site", "sample_site"])
def test_each_chart_of_a_page_has_its_embed_and_the_other_way_round(
    site: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(site)
    charts: dict[str, list[Any]] = {}
    for path in folder.rglob("index.html"):
        if path.relative_to(folder).parts[0] == "nhung":
            continue
        for figure in html.parse(str(path)).getroot().xpath("//figure[@class='chart']"):
            charts.setdefault(figure.get("id"), []).append(figure)
            assert figure.xpath(".//p[@class='receipts']/a[contains(@href, $there)]",
                                there=f"nhung/#{figure.get('id')}"), path  # fmt: skip
    assert {f"nhung/bieu-do/{chart}/" for chart in charts} == set(embeds(folder, "bieu-do"))
    assert set(snippets(folder)) == set(embeds(folder))
    for chart, figures in charts.items():
        embed = tree(folder, f"nhung/bieu-do/{chart}/")
        shown = data(embed, "//table//data | //h1//data")
        for figure in figures:
            assert sorted(data(figure)) == sorted(shown), chart
            for layout in ("chart-wide", "chart-narrow"):
                drawn, framed = (
                    html.tostring(part.xpath(f".//div[@class='{layout}']/*")[0], with_tail=False)
                    for part in (figure, embed)
                )
                assert drawn == framed, "one drawing"


def test_figures_of_a_badge_are_those_of_its_page(real_site: Path, sample_site: Path) -> None:
    for site in (real_site, sample_site):
        badges = 0
        for kind, part in (("co-quan", ("chu-tri", "nhiem-vu-chung")), ("ke-hoach", ("nhiem-vu",))):
            for path in sorted(site.glob(f"{kind}/*/index.html")):
                page = html.parse(str(path)).getroot()
                figures = [
                    found
                    for name in part
                    for found in page.xpath(f"//section[@aria-labelledby='{name}']//dl[@class]")
                    if "figures" in found.get("class")
                ][:1]
                address = f"nhung/{kind}/{path.parent.name}/"
                assert bool(figures) == (site / address).is_dir(), address
                if figures:
                    badges += 1
                    embed = tree(site, address)
                    numbers = data(figures[0], ".//*[@class='figure']//data")
                    assert data(embed, "//ul[@class='figures']//strong//data") == numbers, address
                    notes = data(figures[0], ".//dt//data")
                    assert data(embed, "//ul[@class='figures']/li//data[not(ancestor::strong)]") == notes, (
                        address
                    )
                    states = [int(value) for value, _ in data(embed, "//ul[@class='key']//data")]
                    assert sum(states) == int(numbers[0][0]), address
        assert badges == len(embeds(site, "co-quan")) + len(embeds(site, "ke-hoach"))
    assert len(embeds(real_site, "co-quan")) > 114


def test_an_embed_is_whole_by_itself(real_site: Path) -> None:
    """Source and day inside, no script, nothing fetched beside it; not for search engines."""
    listed = (real_site / "sitemap.xml").read_text(encoding="utf-8")
    for address in embeds(real_site):
        page = tree(real_site, address)
        foot = page.xpath("//footer")[0].text_content()
        assert "Nguồn: " in foot, address
        assert DAY in foot
        assert page.get("lang") == "vi"
        assert page.xpath("//script | //img | //iframe | //@style | //@onload | //form") == []
        assert page.xpath("//link/@rel") == ["canonical", "icon"]
        assert "url(" not in page.xpath("//style")[0].text
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert (real_site / urljoin(f"/{address}", canonical).lstrip("/") / "index.html").is_file()
        assert f"<loc>/{address}" not in listed
        for link in page.xpath("//a[not(starts-with(@href, '#'))]"):
            assert (link.get("target"), link.get("rel")) == ("_blank", "noopener"), address
        assert f"{address}index.html" not in listed
    assert "<loc>/nhung/</loc>" in listed


def test_a_copy_without_number_is_named_so_in_each_embed(real_site: Path) -> None:
    page = tree(real_site, "nhung/bieu-do/chi-tieu-thu-hang/")
    assert "(bản chưa có số, ngày ban hành)" in page.xpath("//footer")[0].text_content()
    words = (real_site / "nhung/bieu-do/chi-tieu-thu-hang/hep.svg").read_text(encoding="utf-8")
    assert "bản chưa có số, ngày ban hành" in words


def svg_files(site: Path) -> Iterator[Path]:
    return site.glob("nhung/*/*/*.svg")


def test_every_svg_stands_alone(real_site: Path) -> None:
    """Valid XML with name and description, source and day drawn, literal colours, nothing from outside."""
    names: dict[str, int] = {}
    for path in svg_files(real_site):
        names[path.name] = names.get(path.name, 0) + 1
        text = path.read_text(encoding="utf-8")
        root = ET.fromstring(text)  # noqa: S314 - our own file
        assert root.find(f"{SVG}title") is not None, path
        assert root.find(f"{SVG}desc") is not None, path
        words = " ".join("".join(part.itertext()) for part in root.iter(f"{SVG}text"))
        assert "Nguồn: " in words, path
        assert DAY in words, path
        title = " ".join(str(root.findtext(f"{SVG}title")).split())
        assert title.split(":")[0] in words, path
        style = root.findtext(f"{SVG}style") or ""
        assert style.startswith("@media (prefers-color-scheme:dark)"), path
        assert not re.search(r"var\(|href|@import|url\((?!#)|<script|\son\w+=", text), path
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), path
        assert set(re.findall(r"url\(#([^)]+)\)", text)) <= set(ids)
    charts, badges = (
        len(embeds(real_site, "bieu-do")),
        len(embeds(real_site, "*")) - len(embeds(real_site, "bieu-do")),
    )
    assert names == {"rong.svg": charts, "hep.svg": charts, "huy-hieu.svg": badges}


def test_another_reader_draws_an_svg(real_site: Path) -> None:
    """resvg knows nothing of style sheets' dark: it draws the light form."""
    for address, name in ((CHART, "rong"), (CHART, "hep"), (BADGE, "huy-hieu")):
        picture = vl_convert.svg_to_png((real_site / address / f"{name}.svg").read_text(encoding="utf-8"))
        assert picture.startswith(b"\x89PNG")
        assert len(picture) > 8_000


def test_a_light_colour_has_one_dark_form() -> None:
    """The style sheet inside a file goes by the light colour."""
    found = tokens()
    forms: dict[str, set[str]] = {}
    for name, light in found.light.items():
        forms.setdefault(light, set()).add(found.dark[name])
    assert {light: dark for light, dark in forms.items() if len(dark) > 1} == {}


def test_a_sample_says_so_in_every_embed(sample_site: Path) -> None:
    for address in embeds(sample_site):
        assert "SỐ LIỆU MINH HỌA" in tree(sample_site, address).xpath("//main")[0].text_content()
    for path in svg_files(sample_site):
        assert "SỐ LIỆU MINH HỌA" in path.read_text(encoding="utf-8"), path


# In a browser ------------------------------------------------------------------------------------

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@pytest.fixture(scope="module")
def browser(launch: Callable[..., Browser], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium with one font family, Be Vietnam Pro.

    An embed fetches no font: it is drawn in the first family of ``--font`` that the machine has. On a machine
    with DejaVu Sans alone, whose bold is an eighth wider, its words take more lines. The heights that the
    gallery names are computed from the widths of Be Vietnam Pro, so they are measured with the very files
    that these widths were read from.
    """
    folder = tmp_path_factory.mktemp("fonts")
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(fonts=font_folder(PROJECT), cache=folder / "cache"), encoding="utf-8")
    started = launch(FONTCONFIG_FILE=str(config))
    yield started
    started.close()


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """A window of that Chromium."""
    yield from window_of(browser)


def test_the_browser_draws_in_the_font_that_heights_are_computed_from(
    real_site: Path, visit: Callable[..., Any]
) -> None:
    """Words and signs, in both weights; fonts as DevTools names them."""
    page = visit(real_site).open(BADGE)
    tools = page.context.new_cdp_session(page)
    tools.send("DOM.enable")
    tools.send("CSS.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1 a", ".about", ".figures li", ".sign", "footer p"):
        node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert {font["familyName"] for font in fonts} == {"Be Vietnam Pro"}, selector


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def newspaper(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Another site: gives the address of a page of it with the given body."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()

    def publish(body: str) -> str:
        head = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Báo</title>'
        sized = '<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">'
        margin = "<style>body { margin: 0 } iframe { display: block }</style>"
        (tmp_path / "bai.html").write_text(head + sized + margin + body, encoding="utf-8")
        return f"http://localhost:{server.server_port}/bai.html"

    yield publish
    server.shutdown()
    server.server_close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., tuple[Page, list[str]]]]:
    """Opens an address without script; gives the page and all that was asked for."""
    contexts: list[BrowserContext] = []

    def read(address: str, **options: Any) -> tuple[Page, list[str]]:
        contexts.append(browser.new_context(java_script_enabled=False, **options))
        page = contexts[-1].new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address, wait_until="networkidle")
        return page, asked

    yield read
    for context in contexts:
        context.close()


def frames_of(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if frame is not page.main_frame]


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (300, "light"),
        (800, "dark"),
        pytest.param(800, "light", marks=pytest.mark.city),
        pytest.param(300, "dark", marks=pytest.mark.city),
    ],
)
def test_a_newspaper_frames_a_chart_and_a_badge(
    real_site: Path,
    serve: Callable[..., str],
    newspaper: Callable[[str], str],
    reader: Callable[..., tuple[Page, list[str]]],
    width: int,
    scheme: str,
) -> None:
    """Pasted as the gallery gives it, the whole figure stands there with its source and day, unscrolled."""
    base = serve(real_site)
    lines = snippets(real_site)
    pasted = [re.sub(r"https://[^/]*/", base, lines[address][0]) for address in (CHART, BADGE)]
    address = newspaper("".join(pasted))
    page, asked = reader(
        address, viewport={"width": width, "height": 1800}, color_scheme=scheme, reduced_motion="reduce"
    )
    chart, badge = frames_of(page)
    assert chart.locator("svg").locator("visible=true").count() == 1
    assert "Trong 59 nhiệm vụ" in chart.locator("h1").inner_text()
    assert badge.locator("h1").inner_text() == "Sở Nội vụ"
    assert badge.locator(".figures li").first.inner_text().split() == ["16", "nhiệm", "vụ"]
    for frame in (chart, badge):
        foot = frame.locator("footer")
        assert foot.is_visible()
        assert "5256/QĐ-UBND" in foot.inner_text()
        assert DAY in foot.inner_text()
        sizes = frame.evaluate(CUT_OFF)
        assert sizes == [0, 0], "nothing is cut off"
        ground = frame.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(16, 24, 31)")
    own = [url for url in asked if url.startswith(base)]
    assert sorted(asked) == sorted([*own, address])
    assert {urlsplit(url).path.rpartition("/")[2] for url in own} == {""}, "the page alone"


def test_a_frame_that_asks_for_light_stays_light(
    real_site: Path,
    serve: Callable[..., str],
    newspaper: Callable[[str], str],
    reader: Callable[..., tuple[Page, list[str]]],
) -> None:
    base = serve(real_site)
    frame = f'<p>Trên</p><div style="height:2000px"></div><iframe src="{base}{BADGE}#sang"></iframe>'
    page, _ = reader(newspaper(frame), viewport={"width": 360, "height": 700}, color_scheme="dark")
    (badge,) = frames_of(page)
    assert badge.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("scrollY") == 0, "the newspaper's page stays where it is"


def test_only_embeds_may_be_framed(
    real_site: Path,
    serve: Callable[..., str],
    newspaper: Callable[[str], str],
    reader: Callable[..., tuple[Page, list[str]]],
) -> None:
    base = serve(real_site)
    pair = "".join(f'<iframe src="{base}{address}"></iframe>' for address in ("co-quan/so-noi-vu/", BADGE))
    page, _ = reader(newspaper(pair))
    refused, shown = (frame.locator("body").inner_text() for frame in frames_of(page))
    assert "Sở Nội vụ" in shown
    assert "Sở Nội vụ" not in refused


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_in_a_newspaper(
    real_site: Path,
    serve: Callable[..., str],
    newspaper: Callable[[str], str],
    reader: Callable[..., tuple[Page, list[str]]],
    scheme: str,
) -> None:
    """As the gallery gives it: the narrow drawing on a phone, light or dark as the reader's screen."""
    base = serve(real_site)
    lines = snippets(real_site)
    pasted = [re.sub(r"https://[^/]*/", base, lines[address][1]) for address in (CHART, BADGE)]
    viewport = {"width": 400, "height": 1600}
    page, asked = reader(newspaper("".join(pasted)), viewport=viewport, color_scheme=scheme)
    assert {url.removeprefix(base) for url in asked[1:]} == {f"{CHART}hep.svg", f"{BADGE}huy-hieu.svg"}
    for picture in page.locator("img").all():
        assert picture.evaluate("image => image.complete && image.naturalWidth > 300")
        assert picture.get_attribute("alt")
    box = page.locator("img").first.bounding_box()
    assert box is not None
    corner = page.screenshot(clip={"x": box["x"] + 2, "y": box["y"] + 2, "width": 1, "height": 1})
    shown = page.evaluate(
        """async bytes => {
          const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const context = new OffscreenCanvas(1, 1).getContext("2d");
          context.drawImage(picture, 0, 0);
          return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }""",
        list(corner),
    )
    assert shown == ([255, 255, 255] if scheme == "light" else [16, 24, 31])


def test_every_embed_fits_the_height_that_the_gallery_names(
    real_site: Path, visit: Callable[..., Any]
) -> None:
    visitor = visit(real_site)
    page = visitor.look("nhung/")
    cut = {}
    lines = snippets(real_site)
    chosen = [a for a in lines if not a.startswith("nhung/co-quan/")] + list(lines)[-114::19]
    for address in chosen:
        tall, short = map(int, re.findall(r'height="(\d+)".*?clamp\((\d+)px', lines[address][0])[0])
        page.goto(visitor.base + address)
        for width, room in ((280, tall), (360, tall), (600, short), (1200, short)):
            page.set_viewport_size({"width": width, "height": room})
            over = page.evaluate(CUT_OFF)
            if over != [0, 0]:
                cut[address, width] = over
    assert cut == {}


@pytest.mark.parametrize(
    "where",
    [
        CHART,
        BADGE,
        pytest.param("nhung/bieu-do/chi-tieu-thu-hang/", marks=pytest.mark.city),
        pytest.param("nhung/ke-hoach/tp-2026/", marks=pytest.mark.city),
    ],
    ids=str,
)
def test_nothing_that_axe_can_find(real_site: Path, visit: Callable[..., Any], where: str) -> None:
    page = visit(real_site).look(where)
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for width in (300, 800):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(RUN_AXE) == [], (width, scheme)


def test_copying_a_line(real_site: Path, visit: Callable[..., Any]) -> None:
    """While nobody has said where the portal stands, the line names the address it is read at."""
    visitor = visit(real_site)
    page = visitor.open("nhung/", permissions=["clipboard-read", "clipboard-write"])
    item = page.locator("#linh-vuc-tp-2026")
    item.get_by_text("Dòng để sao chép").click()
    item.get_by_role("button", name="Sao chép").first.click()
    item.get_by_text("Đã sao chép").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f'<iframe src="{visitor.base}{CHART}"')


def test_without_script_a_line_names_what_to_replace(real_site: Path) -> None:
    page = tree(real_site, "nhung/")
    assert (
        "https://ĐỊA-CHỈ-CỦA-CỔNG/" in page.xpath("//section[@aria-labelledby='cach-dung']")[0].text_content()
    )
    assert all(
        line.count("https://ĐỊA-CHỈ-CỦA-CỔNG/nhung/")
        for pair in snippets(real_site).values()
        for line in pair
    )
