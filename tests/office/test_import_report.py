"""What an import would change, line by line."""

from generator.office.import_report import ImportReport
from tests.office.answers import MEASURE, SHARED, TASK, Answers, answered, form_of, imported
from tests.office.cells import VIETNAMESE
from tests.portals import SECOND_QUARTER, Change, portal_of

RESULTS = 'cutoff: 2026-06-09\nresults:\n  - {task: "1", agency: so-noi-vu, state: in-progress}\n'


def report(answers: Answers, changes: dict[str, Change]) -> ImportReport:
    portal = portal_of(changes)
    return ImportReport(portal, imported(portal, answered(form_of(portal), answers)), VIETNAMESE)


def test_old_and_new_stand_side_by_side_in_the_words_of_the_form() -> None:
    answers = {
        (TASK, "state"): "Hoàn thành",
        (TASK, "completed"): "1/6/2026",
        (TASK, "evidence"): "1/KH-UBND",
        (MEASURE, "state"): "Đang thực hiện",
        (MEASURE, "value"): "91,5%",
    }
    old, new = report(answers, {SECOND_QUARTER: RESULTS}).changes()
    assert (old.number, old.agency, old.is_new) == ("1", "Sở Nội vụ", False)
    assert [(one.field, one.old, one.new) for one in old.fields] == [
        ("Tình trạng", "Đang thực hiện", "Hoàn thành"),
        ("Ngày hoàn thành", "–", "01/06/2026"),
        ("Văn bản chứng minh", "–", "1/KH-UBND"),
    ]
    assert (new.number, new.is_new, new.place) == ("a", True, "so-noi-vu.xlsx › Chỉ tiêu!F9")
    assert [(one.field, one.new) for one in new.fields] == [
        ("Tình trạng", "Đang thực hiện"),
        ("Số liệu", "91,5%"),
    ]


def test_the_summary_counts_who_answered_and_names_who_did_not() -> None:
    found = report({(SHARED, "state"): "Đang thực hiện"}, {})
    lines = list(found.summary())
    assert "1/3" in lines[0] or ("1" in lines[0] and "3" in lines[0])
    assert "so-noi-vu.xlsx" in lines[0]
    unreported = " ".join(lines[1:])
    assert "Sở Tài chính" in unreported
    assert "Ủy ban nhân dân xã Minh Họa" in unreported
    assert "Sở Y tế" not in unreported


def test_a_new_deadline_and_its_document_are_reported() -> None:
    answers = {
        (TASK, "state"): "Đang thực hiện",
        (TASK, "postponed"): "Quý III/2026",
        (TASK, "postponing"): "2/BC-UBND",
    }
    (line,) = [line for line in report(answers, {}).lines() if "Quý III/2026" in line]
    assert "2/BC-UBND" in line
    assert "Kế hoạch năm 2026" in line
