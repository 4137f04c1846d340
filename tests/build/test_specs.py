"""A new kind of page is declared in one place: all that the site makes of it follows from there."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from icalendar import Calendar as Ics
from lxml import etree, html

from generator.build.bodies import render_pages, site_files
from generator.build.specs import families, specs_of
from generator.data.catalogue import Catalogue
from generator.measures.loader import load_measured
from generator.view import urls, views
from generator.view.feeds import Calendar, Feed
from generator.view.presentation import Presentation
from generator.view.rendering import make_environment, templates_of
from generator.view.share_card import ShareCard
from generator.view.site import Page, PageSpec, SearchRecord
from tests.paths import MINIMAL

URL = "thu-nghiem/"
TEMPLATE = (
    '{% from "components/page.j2" import page_head with context %}\n{{ page_head(page.title, page.crumbs) }}'
)


@pytest.fixture(scope="module")
def parts() -> Presentation:
    measured, _ = load_measured(MINIMAL)
    return Presentation.of(measured, Catalogue.load("vi"))


def made_up(parts: Presentation, plan: PageSpec) -> PageSpec:
    """A kind of page that nobody knows, with everything that a page can have."""
    assert plan.badge is not None
    page = views.Link("Trang thử", URL)
    return PageSpec(
        url=URL, title=page.text, description="Một loại trang mới.", section="", template="thu.html.j2",
        view=object(), crumbs=parts.values.crumbs(), index=True,
        search=(SearchRecord(URL, page.text, "page", keywords="loại trang mới"),),
        card=ShareCard(page.text, figures=(("7", "điều mới"),)),
        json_ld=({"@type": "Report", "name": page.text},),
        charts=(replace(plan.charts[0], id="hinh-thu"),),
        badge=replace(plan.badge, url=f"{urls.EMBEDS}thu/huy-hieu-thu/", page=page),
        feed=Feed("Tin của trang thử", lambda concerned: bool(concerned.areas)),
        calendar=Calendar("Lịch của trang thử", tuple(parts.values.portal.tasks())),
    )  # fmt: skip


@pytest.fixture(scope="module")
def made(
    parts: Presentation, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Mapping[str, Page], Mapping[str, bytes]]:
    """Pages and files of a site with the new kind of page."""
    templates = tmp_path_factory.mktemp("new-kind") / "site_templates"
    shutil.copytree(templates_of(MINIMAL), templates)
    (templates / "pages" / "thu.html.j2").write_text(TEMPLATE, encoding="utf-8")
    environment = make_environment(parts.values.catalogue, templates)
    own = list(families(parts))
    plan = next(spec for spec in own if spec.charts and spec.badge is not None)
    specs = specs_of(parts, [*own, made_up(parts, plan)])
    pages = render_pages(parts, environment, specs)
    files = site_files(parts, environment, templates, specs)
    return {page.url: page for page in pages}, {file.path: file.data for file in files}


Made = tuple[Mapping[str, Page], Mapping[str, bytes]]


def tree(body: str) -> Any:
    return html.fromstring(body)


def test_its_page_is_rendered_and_listed(made: Made) -> None:
    pages, _ = made
    assert "Trang thử" in tree(pages[URL].body).xpath("string(//h1)")
    assert "thu-nghiem/" in pages[urls.SITE_MAP].body


def test_its_card_is_drawn_and_shown(made: Made) -> None:
    pages, files = made
    assert pages[URL].image == "chia-se/thu-nghiem.png"
    assert files["chia-se/thu-nghiem.png"].startswith(b"\x89PNG")


def test_its_json_ld_stands_at_its_foot_before_the_way_to_it(made: Made) -> None:
    pages, _ = made
    scripts = tree(pages[URL].body).xpath("//script[@type='application/ld+json']/text()")
    nodes = [json.loads(script) for script in scripts]
    assert [node["@type"] for node in nodes] == ["Report", "BreadcrumbList"]
    assert {node["@context"] for node in nodes} == {"https://schema.org"}


def test_its_chart_and_badge_may_stand_on_other_pages(made: Made) -> None:
    pages, files = made
    for address in ("nhung/bieu-do/hinh-thu/", "nhung/thu/huy-hieu-thu/"):
        assert b"Trang th\xe1\xbb\xad" in files[f"{address}index.html"]
        assert [path for path in files if path.startswith(address) and path.endswith(".svg")]
    gallery = tree(pages[urls.EMBEDS].body)
    assert {"hinh-thu", "huy-hieu-thu"} <= set(gallery.xpath("//section[@class='embed']/@id"))
    assert "../nhung/#huy-hieu-thu" in tree(pages[URL].body).xpath("//a/@href")


def test_its_feed_and_calendar_are_written_and_linked(made: Made) -> None:
    pages, files = made
    page = pages[URL]
    assert (page.feed, page.calendar) == ("thu-nghiem/tin.atom", "thu-nghiem/lich.ics")
    name = "{http://www.w3.org/2005/Atom}"
    feed = etree.fromstring(files[page.feed])
    assert feed.findtext(f"{name}title") == "Tin của trang thử"
    assert (
        0
        < len(feed.findall(f"{name}entry"))
        < len(etree.fromstring(files["tin.atom"]).findall(f"{name}entry"))
    )
    calendar = Ics.from_ical(files[page.calendar])
    assert len(calendar.walk("VEVENT")) == len(Ics.from_ical(files["lich.ics"]).walk("VEVENT")) > 0


def test_the_search_finds_it(made: Made) -> None:
    _, files = made
    found = [row for row in json.loads(files["assets/search.json"])["records"] if row["u"] == URL]
    assert found == [{"u": URL, "t": "Trang thử", "k": "page", "e": "loại trang mới"}]
