"""Places in documents lead to their anchor on the document's page."""

import pytest

from generator.view.anchors import citing_places, place_url, printed_order
from tests.portals import portal_of


@pytest.mark.parametrize(
    ("document", "at", "row", "url"),
    [
        ("ke-hoach-2026", "Phụ lục", "2", "van-ban/ke-hoach-2026/#nv-2"),
        ("ke-hoach-2026", "Phụ lục, dòng 2", None, "van-ban/ke-hoach-2026/#nv-2"),
        ("ke-hoach-2026", "I.1", None, "van-ban/ke-hoach-2026/#muc-i-1"),
        ("ke-hoach-2026", "I.2", None, "van-ban/ke-hoach-2026/#ct-a"),
        ("ke-hoach-2026", "Căn cứ", None, "van-ban/ke-hoach-2026/#dan-can-cu"),
        # The first record of a place, where the place alone is named.
        ("ke-hoach-2026", "Phụ lục", None, "van-ban/ke-hoach-2026/#nv-1"),
        ("ke-hoach-2026", "Điều 9", None, "van-ban/ke-hoach-2026/"),
        ("bao-cao-2026", "I.2", None, "van-ban/bao-cao-2026/#muc-i-2"),
        ("bao-cao-2026", "I.2, bảng 1", None, "van-ban/bao-cao-2026/#muc-i-2"),
        ("bao-cao-2026", "II", None, "van-ban/bao-cao-2026/"),
        ("nghi-quyet-2021", "Điều 1", None, "van-ban/nghi-quyet-2021/"),
    ],
)
def test_a_place_has_its_anchor(document: str, at: str, row: str | None, url: str) -> None:
    assert place_url(portal_of(), document, at, row) == url


def test_the_places_where_a_document_cites_others() -> None:
    assert citing_places(portal_of(), "ke-hoach-2026") == {"Căn cứ": ["nghi-quyet-2021"]}
    assert citing_places(portal_of(), "bao-cao-2026") == {}


def test_places_are_put_in_printed_order() -> None:
    printed = ["Căn cứ", "I.2", "I.10", "II", "IV.1.c", "IV.1.d", "IV.1.đ", "IX", "X.1, dòng 3"]
    assert sorted(sorted(printed, key=len), key=printed_order) == printed
