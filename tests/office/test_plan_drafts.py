"""Drafts of sections and targets: what the text says, beside what is there, which is never changed."""

import docx
import pytest

from generator.data.parser import parse_root
from generator.model import records
from generator.office.plan_drafts import DraftFile, PlanDrafts, drafts_file, read_drafts
from generator.office.plan_import import PlanImportError
from generator.office.word_tables import blocks
from tests.office.word_plans import FRAME

SECTIONS, TARGETS = "data/plans/k/sections.yaml", "data/plans/k/targets.yaml"
PLAN = (
    "I. CHỈ TIÊU",
    "1. Giai đoạn 2026 - 2027:",
    "a) 100% văn bản được ký số.",
    "b) Đạt khoảng 80% hồ sơ trực tuyến.",
    "c) Hoàn thành sắp xếp đơn vị.",
    "d) Chỉ số A (PAR), Chỉ số B (DTI) thuộc nhóm 10 tỉnh dẫn đầu, phấn đấu trong nhóm 5.",
    "II. NHIỆM VỤ",
    "1. Cải cách thể chế",
    "a) Rà soát 100% văn bản.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Sở Nội vụ",
    "- Theo dõi.",
)


def drafts(*lines: str) -> PlanDrafts:
    document = docx.Document()
    for line in lines or PLAN:
        document.add_paragraph(line)
    return read_drafts(tuple(blocks(document)), (), (), FRAME)


def written(name: str, made: PlanDrafts, data: bytes | None = None, *, replace: bool = False) -> DraftFile:
    path = f"data/plans/k/{name}.yaml"
    files = {} if data is None else {path: data}
    return drafts_file(name, getattr(made, name), files, path, replace=replace)


def codes(made: DraftFile) -> list[tuple[str, ...]]:
    return [(eye.code, *(value for name, value in eye.params if name != "near")) for eye in made.eyes]


def test_targets_come_with_numbers_words_and_years() -> None:
    first, last = (draft.record for draft in drafts().targets)
    assert first == records.Target.model_validate(
        {
            "number": "I.1.a",
            "title": "100% văn bản được ký số.",
            "measures": [
                {
                    "key": "van-ban-duoc-ky-so",
                    "label": "Văn bản được ký số",
                    "comparator": "=",
                    "value": "100",
                    "value_as_written": "100%",
                    "unit": "%",
                    "period": "giai đoạn 2026 - 2027",
                    "direction": "up",
                }
            ],
            "source": {"document": "ke-hoach", "at": "I.1.a"},
            "text": "verified",
        }
    )
    assert [(one.key, one.comparator, str(one.value)) for one in last.measures] == [
        ("chi-so-a", "<=", "10"),
        ("chi-so-b", "<=", "10"),
    ]
    assert [one.stretch and str(one.stretch.value) for one in last.measures] == ["5", "5"]


def test_what_is_not_read_as_a_target_is_a_section_and_told() -> None:
    made = drafts()
    told = {(eye.code, dict(eye.params).get("near", dict(eye.params).get("value"))) for eye in made.eyes}
    assert {
        ("target-unread", "I.1.b"), ("target-none", "I.1.c"), ("target-elsewhere", "II.1.a"),
        ("target-read", "I.1.a"), ("target-read", "I.1.d"),
    } <= told  # fmt: skip
    assert {"I.1.b", "I.1.c", "II.1.a"} <= {draft.record.number for draft in made.sections}


def test_areas_and_responsible_agencies_are_those_of_the_headings() -> None:
    found = {draft.record.number: draft.record for draft in drafts().sections}
    assert (found["II.1"].area, found["II.1.a"].area, found["I.1.a"].area) == ("the-che", "the-che", None)
    assert (found["III.1"].agencies, found["III.1.1"].agencies) == (("so-noi-vu",), ())


def test_the_files_hold_the_records_and_a_remark_above_each_target() -> None:
    made = drafts()
    for name, path in (("sections", SECTIONS), ("targets", TARGETS)):
        data = written(name, made).data
        assert data is not None
        root, problems = parse_root({path: data})
        assert [problem for problem in problems if problem.path == path] == []
        assert [one.record for one in root.plans["k"].lists[name]] == [
            one.record for one in getattr(made, name)
        ]
    data = written("targets", made).data
    assert data is not None
    assert data.startswith('# I.1.a › measures: "“100%” → = 100 %"\n- number: "I.1.a"\n'.encode())


@pytest.mark.parametrize("name", ["sections", "targets"])
def test_a_second_import_adds_nothing_and_changes_nothing(name: str) -> None:
    made = drafts()
    data = written(name, made).data
    again = written(name, made, data, replace=True)
    assert (again.data, again.added, again.eyes) == (None, 0, ())
    assert codes(written(name, made, data)) == [
        ("drafts-wait", str(len(getattr(made, name))), f"data/plans/k/{name}.yaml")
    ]


def test_edited_records_stay_and_new_ones_find_their_place() -> None:
    data = written("targets", drafts()).data
    assert data is not None
    edited = data.replace("label: Văn bản được ký số".encode(), "label: Tỷ lệ văn bản ký số".encode())
    edited = edited.replace(b'number: "I.1.a"', b"number: a")
    edited = edited.replace(b"# I.1.d", b"# our own\n# I.1.d")
    more = drafts(*PLAN[:3], "b) Ít nhất 70% hồ sơ trực tuyến.", *PLAN[4:])
    made = written("targets", more, edited, replace=True)
    assert made.data is not None
    lines = made.data.decode()
    assert "# our own\n" in lines
    assert edited.decode().partition("# our own")[0] in lines
    root, problems = parse_root({TARGETS: made.data})
    assert [problem for problem in problems if problem.path == TARGETS] == []
    assert [one.record.number for one in root.plans["k"].lists["targets"]] == ["a", "I.1.b", "I.1.d"]


def test_other_words_under_a_number_and_what_is_gone_are_told_and_kept() -> None:
    data = written("targets", drafts()).data
    assert data is not None
    made = written("targets", drafts(PLAN[0], PLAN[1], "a) 100% văn bản đều được ký số."), data, replace=True)
    assert (made.data, codes(made)) == (None, [("draft-reworded", "I.1.a"), ("drafts-gone", "I.1.d", "1")])
    other = written(
        "targets", drafts(PLAN[0], PLAN[1], "a) Tối thiểu 50% xe buýt chạy điện."), data, replace=True
    )
    assert codes(other)[-1] == ("draft-taken", "I.1.a")
    assert other.data is None


def test_a_file_with_errors_is_not_added_to() -> None:
    with pytest.raises(PlanImportError):
        written("targets", drafts(), b"- number: 1\n", replace=True)


def test_characters_that_nobody_sees_stop_the_import() -> None:
    assert [eye.code for eye in drafts("I. MỤC ĐÍCH", "1. Nâng\u200b cao.").hidden] == ["hidden"]
