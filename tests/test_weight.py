"""Budgets in bytes, so that the site opens on any phone and any network."""

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli
import pytest

Visit = Callable[..., Any]

FIRST_VISIT = 150_000
FURTHER_PAGE = 25_000
OWN_SCRIPTS = 15_000
FIRST_QUERY = 120_000
NEXT_QUERY = 30_000

OURS = Path(__file__).resolve().parent.parent / "site_templates" / "scripts"


def file_of(site: Path, address: str) -> Path:
    path = site / unquote(urlsplit(address).path)
    return path / "index.html" if path.is_dir() else path


def sent(path: Path) -> int:
    """Bytes on the wire: fonts and pictures are compressed already, the rest by brotli."""
    data = path.read_bytes()
    return len(data) if path.suffix in {".woff2", ".png"} else len(brotli.compress(data))


def gzipped(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


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


def test_further_pages(real_site: Path, visit: Visit, address: str) -> None:
    """What a page adds for one who has seen home; the search's index has a budget of its own."""
    visitor = visit(real_site)
    seen = fetched(visitor, "")
    more = {url: sent(file_of(real_site, url)) for url in fetched(visitor, address) if url not in seen}
    page = {url: size for url, size in more.items() if "search" not in urlsplit(url).path}
    assert sum(page.values()) <= FURTHER_PAGE, more


def test_every_page_is_light(real_site: Path) -> None:
    """The page alone, for all of them: kinds that nobody thought of have no heavy pages either."""
    sizes = {path: sent(path) for path in real_site.rglob("index.html")}
    assert {path: size for path, size in sizes.items() if size > FURTHER_PAGE} == {}


def test_own_scripts() -> None:
    assert sum(gzipped(path) for path in OURS.glob("*.js")) <= OWN_SCRIPTS


def search_bytes(site: Path) -> int:
    """What the first query brings over the wire, gzipped: scripts, library and index."""
    names = ("search.js", "search-index.js", "fold.js", "minisearch.js", "search.json")
    return sum(gzipped(site / "assets" / name) for name in names)


def test_first_query(real_site: Path) -> None:
    assert search_bytes(real_site) <= FIRST_QUERY


@pytest.mark.city
def test_queries_of_the_whole_city(city_site: Path) -> None:
    """Rows of communes' plans stand apart; a query that names a commune brings its rows alone."""
    assert search_bytes(city_site) <= FIRST_QUERY
    apart = sorted((city_site / "assets" / "search").glob("*.json"))
    assert len(apart) >= 114
    # One query names three communes at most.
    assert sum(sorted(gzipped(path) for path in apart)[-3:]) <= NEXT_QUERY
