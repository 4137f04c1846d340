"""What stands around every page, the search page and the site map."""

from generator.pages.agencies import index
from generator.pages.front import sitewide
from tests.portals import presentation_of

MADE = presentation_of()
VALUES = MADE.values


def test_the_shell_says_the_day_the_cutoff_and_that_it_is_a_sample() -> None:
    found = sitewide.shell(VALUES.measured, VALUES.t)
    assert (found["as_of"], found["as_of_text"], found["cutoff_text"]) == (
        "2026-06-30",
        "30/06/2026",
        "chưa có",
    )
    assert (found["sample"], found["licence_text"]) == (True, "CC BY 4.0")


def test_the_site_map_lists_the_pages_it_is_given() -> None:
    specs = list(index.pages(MADE.task_views, MADE.notices))
    search, site_map = sitewide.pages(VALUES, specs)
    assert (search.url, site_map.url) == ("tim-kiem/", "so-do-trang/")
    assert isinstance(site_map.view, sitewide.SiteMapView)
    listed = {link.url for heading, links in site_map.view.groups for link in (heading, *links)}
    assert {spec.url for spec in specs if spec.index} <= listed | {link.url for link in site_map.view.others}


def test_terms_and_hand_written_pages_are_found_by_the_search() -> None:
    (term,) = sitewide.term_records(VALUES.portal)
    assert (term.url, term.title, term.names) == ("thuat-ngu/#tthc", "TTHC", ("thủ tục hành chính",))
    written = [record.url for record in sitewide.written_records(VALUES.t)]
    assert {"phuong-phap/", "huong-dan/", "gop-y/"} <= set(written)
    assert len(written) == len(set(written))
