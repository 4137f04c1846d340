"""The list of agencies and a page for each, in the order of the register."""

import pytest

from generator.pages.agencies import index
from tests.portals import presentation_of


def test_every_agency_has_a_page() -> None:
    made = presentation_of()
    pages = list(index.pages(made.task_views, made.notices))
    assert [page.url for page in pages] == [
        "co-quan/", *(f"co-quan/{agency}/" for agency in made.values.portal.agencies)
    ]  # fmt: skip
    assert pages[2].title == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("short", "kind", "own"),
    [("Xã Tứ Kỳ", "xã", "Tứ Kỳ"), ("Phường Hải Dương", "phường", "Hải Dương"), ("Tứ Kỳ", "xã", "Tứ Kỳ")],
)
def test_a_place_is_called_without_its_kind(short: str, kind: str, own: str) -> None:
    assert index.own_name(short, kind) == own
