"""What is not known is left out of what machines read; breadcrumbs end at the page itself."""

from dataclasses import replace

from generator.view.json_ld import JsonLd
from generator.view.site import PageSpec
from generator.view.views import Link
from tests.portals import portal_of

SPEC = PageSpec(
    "a/b/", "Trang", "", "", "x.html.j2", None, crumbs=(Link("Đầu", "a/"),), json_ld=({"@type": "X"},)
)


def test_a_page_describes_itself_then_its_way() -> None:
    itself, way = JsonLd(portal_of(), "https://example.org/").of(SPEC)
    assert itself == {"@context": "https://schema.org", "@type": "X"}
    assert way["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Đầu", "item": "https://example.org/a/"},
        {"@type": "ListItem", "position": 2, "name": "Trang", "item": "https://example.org/a/b/"},
    ]


def test_without_an_address_steps_have_names_alone() -> None:
    way = JsonLd(portal_of(), "").crumbs(SPEC)
    assert way["itemListElement"][1] == {"@type": "ListItem", "position": 2, "name": "Trang"}


def test_a_page_without_a_way_has_no_breadcrumbs() -> None:
    assert len(JsonLd(portal_of(), "").of(replace(SPEC, crumbs=()))) == 1


def test_the_publisher_is_told_once_it_is_known() -> None:
    name = {"data/portal.yaml": {"publisher: Sở Nội vụ\n": ""}}
    known, unknown = JsonLd(portal_of(), ""), JsonLd(portal_of(name), "")
    assert known.publisher() == {"publisher": {"@type": "GovernmentOrganization", "name": "Sở Nội vụ"}}
    assert unknown.publisher() == {}
