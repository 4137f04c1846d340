"""Agencies by the names that documents print: several in a cell, commas within names included."""

import pytest

from generator.model import records
from generator.office.agency_names import MAX_PARTS, AgencyNames, Match, closest

SOURCE = {"document": "ke-hoach", "at": "x"}


def agency(id_: str, name: str, **fields: object) -> records.Agency:
    kind = fields.pop("kind", "department")
    return records.Agency.model_validate({"id": id_, "name": name, "kind": kind, "source": SOURCE, **fields})


AGENCIES = (
    agency("so-noi-vu", "Sở Nội vụ"),
    agency("so-vhtt", "Sở Văn hóa, Thể thao và Du lịch", short_name="Sở VHTTDL"),
    agency("cac-so", "Các sở, ban, ngành", kind="collective"),
    agency("ubnd-cap-xa", "UBND cấp xã", kind="collective", aliases=["UBND các xã, phường, đặc khu"]),
    agency("van-phong", "Văn phòng Ủy ban nhân dân thành phố"),
    agency("so-xay-dung", "Sở Xây dựng", former_names=[{"name": "Sở Giao thông vận tải", "source": SOURCE}]),
    agency("xa-a", "UBND xã A", kind="commune"),
    agency("xa-b", "UBND xã B", kind="commune"),
    agency("xa-a-kinh-te", "Phòng Kinh tế", kind="commune-unit", parent="xa-a"),
    agency("xa-b-kinh-te", "Phòng Kinh tế", kind="commune-unit", parent="xa-b"),
)


def ids(text: str, owner: str = "") -> list[str]:
    return [match.agency or f"? {match.written}" for match in AgencyNames(AGENCIES, owner).read(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("Sở Nội vụ", ["so-noi-vu"]),
        ("SỞ NỘI VỤ.", ["so-noi-vu"]),
        ("Sở Nội vụ; Sở Xây dựng", ["so-noi-vu", "so-xay-dung"]),
        ("Sở Nội vụ, Sở Xây dựng và Các sở, ban, ngành", ["so-noi-vu", "so-xay-dung", "cac-so"]),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", ["so-vhtt", "so-noi-vu"]),
        ("Sở Văn hóa,\nThể thao và Du lịch", ["so-vhtt"]),
        ("Sở Nội vụ\nSở Xây dựng", ["so-noi-vu", "so-xay-dung"]),
        ("Sở VHTTDL & Sở Nội vụ", ["so-vhtt", "so-noi-vu"]),
        ("Các sở, ban, ngành, UBND các xã, phường, đặc khu", ["cac-so", "ubnd-cap-xa"]),
        ("Văn phòng UBND thành phố", ["van-phong"]),
        ("Ủy ban nhân dân cấp xã", ["ubnd-cap-xa"]),
        ("Sở Nội vụ, Sở Nội vụ", ["so-noi-vu"]),
        ("Sở Nội vụ, Công an thành phố, Sở Xây dựng", ["so-noi-vu", "? Công an thành phố", "so-xay-dung"]),
    ],
)
def test_names_of_a_cell(text: str, found: list[str]) -> None:
    assert ids(text) == found


def test_a_former_name_and_other_marks_are_told() -> None:
    names = AgencyNames(AGENCIES)
    assert names.one("Sở Giao thông vận tải") == Match("Sở Giao thông vận tải", "so-xay-dung", former=True)
    assert names.one("Sở Nội vu") == Match("Sở Nội vu", "so-noi-vu", spelled="Sở Nội vụ")
    assert names.one("Uỷ ban nhân dân xã A").spelled == ""


def test_a_name_of_several_is_one_of_the_plans_own_or_nobodys() -> None:
    assert ids("Phòng Kinh tế", owner="xa-b") == ["xa-b-kinh-te"]
    (match,) = AgencyNames(AGENCIES).read("Phòng Kinh tế")
    assert (match.agency, match.among) == ("", ("xa-a-kinh-te", "xa-b-kinh-te"))


def test_a_cell_of_nothing_but_commas_costs_little() -> None:
    text = ", ".join(["việc"] * (MAX_PARTS + 1))
    assert AgencyNames(AGENCIES).read(text) == (Match(text),)


def test_the_nearest_name_comes_with_its_id() -> None:
    assert AgencyNames(AGENCIES).nearest("Sở Nội vụụ") == "Sở Nội vụ (so-noi-vu)"
    assert AgencyNames(AGENCIES).nearest("Quỹ đầu tư") == ""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Cải cách thể chế", "Cải cách thể chế"),
        ("Xây dựng chính quyền", "Xây dựng chính quyền điện tử"),
        ("", ""),
        ("Đất đai", ""),
    ],
)
def test_words_that_a_known_name_goes_on_from(words: str, found: str) -> None:
    assert closest(words, ["Cải cách thể chế", "Xây dựng chính quyền điện tử"]) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Nội vụ phối hợp với Sở Xây dựng", {"so-noi-vu": "lead", "so-xay-dung": "coordinating"}),
        ("Sở Nội vụ chủ trì, Sở Xây dựng phối hợp", {"so-noi-vu": "lead", "so-xay-dung": "coordinating"}),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Xây dựng", {"so-noi-vu": "lead", "so-xay-dung": "coordinating"}),
        ("Chủ trì: Sở Nội vụ; phối hợp: Sở Xây dựng", {"so-noi-vu": "lead", "so-xay-dung": "coordinating"}),
        ("Chủ trì: Sở Nội vụ\nPhối hợp: Sở Xây dựng", {"so-noi-vu": "lead", "so-xay-dung": "coordinating"}),
        ("Sở Nội vụ – chủ trì; Sở Xây dựng – phối hợp", {"so-noi-vu": "lead", "so-xay-dung": "coordinating"}),
        ("Phối hợp với Sở Nội vụ", {"so-noi-vu": "coordinating"}),
        ("Sở Nội vụ (p/h)", {"so-noi-vu": "coordinating"}),
        ("Sở Nội vụ/Sở Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("Sở Nội vụ-Sở Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("Sở Nội vụ + Sở Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("1. Sở Nội vụ\n2. Sở Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("a) Sở Nội vụ\nb) Sở Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("• Sở Nội vụ\n• Sở Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("Các sở: Nội vụ, Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("Các sở Nội vụ và Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("Sở Nội vụ, Xây dựng", {"so-noi-vu": "", "so-xay-dung": ""}),
        ("Các sở, ban, ngành", {"cac-so": ""}),
    ],
)  # fmt: skip
def test_what_a_cell_says_of_the_parts_of_agencies(text: str, found: dict[str, str]) -> None:
    assert {match.agency: match.role for match in AgencyNames(AGENCIES).read(text)} == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Sở Nội vụ hoặc Sở Xây dựng", ["Sở Nội vụ hoặc Sở Xây dựng"]),
        ("Sở Nội vụ Sở Xây dựng", ["Sở Nội vụ Sở Xây dựng"]),
        ("Sở Nội vụ, Hội cờ tướng", ["Hội cờ tướng"]),
        ("Sở Nội vụ phối hợp với Hội cờ tướng", ["Hội cờ tướng"]),
        ("Các sở: Nội vụ, Cờ tướng", ["Các sở: Nội vụ, Cờ tướng"]),
        ("Không", ["Không"]),
    ],
)
def test_what_is_not_understood_is_left_to_be_asked(text: str, left: list[str]) -> None:
    assert [match.written for match in AgencyNames(AGENCIES).read(text) if not match.agency] == left


def test_words_in_brackets_behind_a_name_are_told() -> None:
    (match,) = AgencyNames(AGENCIES).read("Sở Nội vụ (Phòng Cải cách hành chính)")
    assert (match.agency, match.beside) == ("so-noi-vu", "Phòng Cải cách hành chính")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Sở Nội vụu", "Sở Nội vụ (so-noi-vu)"),
        ("Hội vui", ""),
        ("Kho bạc nhà nước", ""),
        ("UBND các xã", ""),
    ],
)
def test_only_another_spelling_is_offered_as_an_alias(name: str, near: str) -> None:
    assert AgencyNames(AGENCIES).nearest(name) == near
