"""What plans give an agency to do besides tasks: responsibilities, targets, indicators; members, names."""

from generator.pages.agencies import agency_duties
from generator.view.views import Link
from tests.pages.reading import rows
from tests.portals import AGENCIES, presentation_of

SECTIONS = "data/plans/tp-2026/sections.yaml"
DUTIES = """
- number: IV.1
  kind: duty
  title: Sở Nội vụ
  body: Chủ trì, theo dõi, đôn đốc.
  agencies: [so-noi-vu]
  source: {document: ke-hoach-2026, at: IV.1}
  text: verified
- number: IV.2
  kind: duty
  title: Các sở, ban, ngành
  body: Báo cáo hằng quý.
  agencies: [cac-so]
  source: {document: ke-hoach-2026, at: IV.2}
  text: verified
"""


def test_a_section_that_names_the_agency_is_its_duty() -> None:
    values = presentation_of({SECTIONS: DUTIES}).values
    (plan,) = agency_duties.duties(values, "so-noi-vu")
    assert (plan.plan.text, [row.body.text for row in plan.rows if row.body]) == (
        "Kế hoạch năm 2026",
        ["Chủ trì, theo dõi, đôn đốc."],
    )
    (shared,) = agency_duties.shared_duties(values, "so-noi-vu")
    assert shared.collective.text == "Các sở, ban, ngành"
    assert [row.body.text for plan in shared.plans for row in plan.rows if row.body] == ["Báo cáo hằng quý."]
    assert agency_duties.duties(values, "so-y-te") == ()
    assert agency_duties.shared_duties(values, "so-y-te") == ()


def test_targets_stand_under_who_is_responsible() -> None:
    values = presentation_of().values
    ((number, title, plan),) = rows(agency_duties.targets_table(values, "so-noi-vu"))
    assert (number, title[0], plan) == (
        ["a"],
        "Mức độ hài lòng của người dân đạt 90% trở lên",
        ["Kế hoạch năm 2026"],
    )
    assert agency_duties.targets_table(values, "so-tai-chinh") is None


def test_members_of_a_collective_and_whether_the_list_is_whole() -> None:
    values = presentation_of().values
    found = agency_duties.members(values, "cac-so")
    assert found is not None
    assert [link.text for link in found.links] == ["Sở Nội vụ", "Sở Tài chính"]
    assert (found.count.text, found.complete) == ("2", False)
    assert agency_duties.members(values, "so-noi-vu") is None


def test_a_unit_is_named_with_its_commune() -> None:
    unit = (
        "- {id: xa-minh-hoa-phong-kinh-te, name: Phòng Kinh tế, kind: commune-unit, parent: xa-minh-hoa,\n"
        "   source: {document: ke-hoach-xa-2026, at: Mở đầu}}\n"
    )
    values = presentation_of({AGENCIES: unit}).values
    name = agency_duties.full_name(values, "xa-minh-hoa-phong-kinh-te")
    assert name.startswith("Phòng Kinh tế")
    assert "Minh Họa" in name
    assert agency_duties.full_link(values, "xa-minh-hoa-phong-kinh-te").text == name
    assert agency_duties.full_name(values, "so-noi-vu") == "Sở Nội vụ"


def test_names_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    names = ["Ủy ban", "Sở Y tế", "Đảng ủy", "Ban quản lý", "Dân vận"]
    found = agency_duties.by_name(Link(name, "") for name in names)
    assert [link.text for link in found] == ["Ban quản lý", "Dân vận", "Đảng ủy", "Sở Y tế", "Ủy ban"]
