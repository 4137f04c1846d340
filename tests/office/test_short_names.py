"""Everyday short forms of agency names are understood or asked about; run-together names get no alias."""

import pytest

from generator.office.agency_names import AgencyNames
from generator.office.short_names import run_together, short_pattern
from tests.office.test_agency_names import agency
from tests.office.word_plans import FRAME, document, eyes, read

NAMES = AgencyNames(
    (
        *FRAME.agencies,
        agency("van-phong", "Văn phòng UBND thành phố"),
        agency("so-vhttdl", "Sở Văn hóa, Thể thao và Du lịch"),
        agency("so-y-te-b", "Sở Yên tĩnh"),
        agency("vh-xh", "Phòng Văn hóa – Xã hội"),
    )
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Sở KH&CN", ["so-khoa-hoc-va-cong-nghe"]), ("Sở KHCN", ["so-khoa-hoc-va-cong-nghe"]),
        ("Sở GD&ĐT", ["so-giao-duc-va-dao-tao"]), ("Sở GD-ĐT", ["so-giao-duc-va-dao-tao"]),
        ("Sở NN&MT", ["so-nong-nghiep-va-moi-truong"]), ("CATP", ["cong-an-thanh-pho"]),
        ("CA TP", ["cong-an-thanh-pho"]), ("Công an TP", ["cong-an-thanh-pho"]),
        ("Văn phòng UBND TP", ["van-phong"]), ("VP UBND Tp.", ["van-phong"]), ("Sở VHTT&DL", ["so-vhttdl"]),
        ("Sở KH&CN, Sở GD&ĐT", ["so-khoa-hoc-va-cong-nghe", "so-giao-duc-va-dao-tao"]),
        ("Sở Nội vụ/Sở Y tế", ["so-noi-vu", "so-y-te"]), ("Sở Nội vụ - Sở Y tế", ["so-noi-vu", "so-y-te"]),
        ("Phòng Văn hóa – Xã hội", ["vh-xh"]), ("Sở Nội vụ (chủ trì), Sở Y tế", ["so-noi-vu", "so-y-te"]),
        ("Sở YT", [""]), ("Sở XYZ", [""]), ("SỞ NỘI VỤ", ["so-noi-vu"]),
    ],
)  # fmt: skip
def test_short_forms(text: str, ids: list[str]) -> None:
    assert [match.agency for match in NAMES.read(text)] == ids


def test_a_short_form_of_two_agencies_is_asked_about() -> None:
    assert NAMES.one("Sở YT").among == ("so-y-te", "so-y-te-b")
    assert short_pattern("Sở Y tế") is None


def test_a_short_form_is_told() -> None:
    made = document(("1", "Một", "Sở KH&CN", "", "Quý I/2026", ""))
    assert read(made).tasks[0].record.lead == ("so-khoa-hoc-va-cong-nghe",)
    assert eyes(made) == [((1, 2, 3), "agency-short", "Sở KH&CN")]


@pytest.mark.parametrize(
    "text", ["Sở Nội vụ (chủ trì), Sở Y tế", "Sở Y tế (phối hợp); Sở Nội vụ (cơ quan chủ trì)"]
)
def test_parts_that_a_cell_names_count(text: str) -> None:
    made = document(("1", "Một", text, "Sở Tư pháp", "Quý I/2026", ""))
    (task,) = (task.record for task in read(made).tasks)
    assert (task.lead, task.coordinating) == (("so-noi-vu",), ("so-y-te", "so-tu-phap"))
    assert [code for _, code, _ in eyes(made)] == ["agency-roles"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Sở Nội vụ Sở Tài chính", ("Sở Nội vụ", "Sở Tài chính")),
        ("Sở Nội vụ Các cơ quan chuyên môn", ("Sở Nội vụ",)),
        ("Sở Nội vu", ()), ("Sở Nội vụ tỉnh", ()),
    ],
)  # fmt: skip
def test_names_run_together(name: str, parts: tuple[str, ...]) -> None:
    assert run_together(name, ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế")) == parts


def test_no_alias_is_advised_for_names_run_together() -> None:
    made = document(("1", "Một", "Sở Nội vụ Các cơ quan chuyên môn", "", "Quý I/2026", ""))
    assert [code for _, code, _ in eyes(made)] == ["agency-together"]
