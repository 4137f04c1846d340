"""Budgets in bytes, so that the site opens on any phone and any network."""

import gzip
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli
import pytest

from generator.build.compression import twins
from tests.paths import ROOT
from tests.plugins import page_kinds

Visit = Callable[..., Any]

KINDS = (
    "", "dieu-hanh/", "nhiem-vu/", "nhiem-vu/tp-2026/1-1/", "co-quan/", "co-quan/so-noi-vu/",
    "co-quan/ubnd-xa-khuc-thua-du/", "linh-vuc/", "ke-hoach/tp-2026/", "chi-tieu/", "chi-so/par-index/",
    "ky-bao-cao/", "ky-bao-cao/2026-q1/", "van-ban/5256-qd-ubnd-2025/", "du-lieu/", "so-do-trang/",
    "phuong-phap/", "thuat-ngu/", "huong-dan/",
)  # fmt: skip
"""One page of each kind that is drawn in its own way."""

FIRST = [where for where in KINDS if where in {page_kinds.KINDS[kind] for kind in page_kinds.SHAPES}]
"""Those of the kinds that have between them all that pages are made of: eight."""

FIRST_VISIT = 150_000
FURTHER_PAGE = 25_000
HELD_DOCUMENT = 26_000
"""The text of the city's plan with every row of it; every figure says what it is and over which rows it is
counted."""
OWN_SCRIPTS = 15_000
FIRST_QUERY = 120_000
NEXT_QUERY = 30_000

SEEN_AT_HOME: dict[Path, dict[str, None]] = {}
"""What one who has seen the home page of a site already has; one visit serves all further pages."""

OURS = ROOT / "site_templates" / "scripts"


def limit_of(address: str) -> int:
    """What a page, by its address or its file's path, may bring to one who has seen the home page."""
    return HELD_DOCUMENT if "van-ban/5256-qd-ubnd-2025/" in address else FURTHER_PAGE


def file_of(site: Path, address: str) -> Path:
    path = site / unquote(urlsplit(address).path)
    return path / "index.html" if path.is_dir() else path


def sent(path: Path) -> int:
    """Bytes on the wire: the packed twin that a server sends, or the file itself where it has none."""
    twin = path.with_name(f"{path.name}.br")
    return (twin if twin.exists() else path).stat().st_size


def gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_twins_hold_what_they_stand_for(real_site: Path) -> None:
    """Each text file has both, smaller than itself; nothing else is packed, and the manifest lists them."""
    twins = [path for path in real_site.rglob("*") if path.suffix in {".br", ".gz"}]
    listed = (real_site / "SHA256SUMS").read_text(encoding="utf-8")
    for twin in twins:
        whole, data = twin.with_suffix(""), twin.read_bytes()
        unpack = brotli.decompress if twin.suffix == ".br" else gzip.decompress
        assert unpack(data) == whole.read_bytes(), twin
        assert len(data) < whole.stat().st_size
        assert f"  {twin.relative_to(real_site).as_posix()}\n" in listed
    for page in (*real_site.rglob("index.html"), *real_site.glob("assets/fixed/portal-*.css")):
        assert {page.with_name(page.name + suffix) for suffix in (".br", ".gz")} <= set(twins)
    assert not [twin for twin in twins if twin.with_suffix("").suffix in {".png", ".woff2"}]


def test_twins_are_kept_only_where_smaller() -> None:
    assert [path for path, _ in twins("a.txt", b"x")] == []
    assert [path for path, _ in twins("a.txt", b"x" * 99)] == ["a.txt.br", "a.txt.gz"]


@pytest.mark.parametrize(
    ("width", "addresses"),
    [
        pytest.param(360, FIRST, id="phone"),
        pytest.param(360, sorted(set(KINDS) - set(FIRST)), id="others", marks=pytest.mark.city),
        pytest.param(1280, KINDS, id="desk", marks=pytest.mark.city),
    ],
)
def test_nothing_moves_while_a_page_loads(
    real_site: Path, visit: Visit, width: int, addresses: Iterable[str]
) -> None:
    """Fonts come late, as on a slow network, and scripts find the page drawn: nothing is pushed away."""
    visitor = visit(real_site)
    page = visitor.open("van-ban/", viewport={"width": width, "height": 740})
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(250), route.continue_()))
    page.add_init_script(
        "window.moved = []; new PerformanceObserver(list => list.getEntries().forEach(entry => moved.push("
        "...entry.sources.map(source => source.node?.parentElement?.outerHTML.slice(0, 80)))))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    found = {}
    for address in addresses:
        page.goto(visitor.base + address, wait_until="load")
        page.evaluate(
            "document.fonts.ready.then(() => new Promise(requestAnimationFrame))"
            ".then(() => new Promise(done => setTimeout(done, 100)))"
        )
        found[address] = page.evaluate("moved")
    assert {address: moved for address, moved in found.items() if moved} == {}


def fetched(visitor: Any, address: str, width: int = 360) -> dict[str, None]:
    """Addresses that a page asks for, scripts and fonts included."""
    before = len(visitor.requests)
    page = visitor.open(address, viewport={"width": width, "height": 800})
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    visitor.leave()
    return dict.fromkeys(visitor.requests[before:])


@pytest.mark.parametrize("width", [360, 1280])
def test_first_visit_of_home(real_site: Path, visit: Visit, width: int) -> None:
    parts = {url: sent(file_of(real_site, url)) for url in fetched(visit(real_site), "", width)}
    assert sum(parts.values()) <= FIRST_VISIT, parts
    assert not [url for url in parts if "search" in url], "nothing of the search before its box is touched"


FETCHING = ("plan-tasks", "document-held", "quarter", "embeds", "search")
"""Kinds that ask for more than the page: scripts of tables, pictures, the search. `test_every_page_is_light`
weighs every page of every kind without a browser."""


@pytest.mark.parametrize(
    "further",
    [
        pytest.param(further, id=kind, marks=() if kind in FETCHING else pytest.mark.city)
        for kind, further in page_kinds.KINDS.items()
    ],
)
def test_further_pages(real_site: Path, visit: Visit, further: str) -> None:
    """What a page adds for one who has seen home; the search's index has a budget of its own."""
    visitor = visit(real_site)
    if real_site not in SEEN_AT_HOME:
        SEEN_AT_HOME[real_site] = fetched(visitor, "")
    asked = fetched(visitor, further)
    more = {url: sent(file_of(real_site, url)) for url in asked if url not in SEEN_AT_HOME[real_site]}
    page = {url: size for url, size in more.items() if "search" not in urlsplit(url).path}
    assert sum(page.values()) <= limit_of(further), more


def test_every_page_is_light(real_site: Path) -> None:
    """The page alone, for all of them: kinds that nobody thought of have no heavy pages either."""
    sizes = {path: sent(path) for path in real_site.rglob("index.html")}
    assert {path: size for path, size in sizes.items() if size > limit_of(path.as_posix())} == {}


def test_own_scripts() -> None:
    assert sum(gzipped(path) for path in OURS.glob("*.js")) <= OWN_SCRIPTS


def search_bytes(site: Path) -> int:
    """What the first query brings over the wire, gzipped: scripts, library and index."""
    names = ("search", "search-index", "fold", "minisearch")
    scripts = [next(site.glob(f"assets/fixed/{name}-{'[0-9a-f]' * 12}.js")) for name in names]
    return sum(gzipped(path) for path in (*scripts, site / "assets" / "search.json"))


def test_first_query(real_site: Path) -> None:
    assert search_bytes(real_site) <= FIRST_QUERY


@pytest.mark.city
def test_pages_of_the_whole_city(city_site: Path) -> None:
    """All but three: the text of the city plan, the list of all agencies and a quarter's many results.

    Every figure of these says over which rows it is counted; at the size of a city that weighs 3 to 4 kB.
    """
    sizes = {path.relative_to(city_site).as_posix(): sent(path) for path in city_site.rglob("index.html")}
    heavy = {path: size for path, size in sizes.items() if size > FURTHER_PAGE}
    assert heavy.keys() <= {
        "van-ban/5256-qd-ubnd-2025/index.html",
        "co-quan/index.html",
        "ky-bao-cao/2026-q4/index.html",
    }
    assert max(sizes.values()) <= FURTHER_PAGE * 1.2


@pytest.mark.city
def test_queries_of_the_whole_city(city_site: Path) -> None:
    """Rows of communes' plans stand apart; a query that names a commune brings its rows alone."""
    assert search_bytes(city_site) <= FIRST_QUERY
    apart = sorted((city_site / "assets" / "search").glob("*.json"))
    assert len(apart) >= 114
    # One query names three communes at most.
    assert sum(sorted(gzipped(path) for path in apart)[-3:]) <= NEXT_QUERY
