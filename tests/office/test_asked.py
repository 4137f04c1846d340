"""What is asked after a plan's year: what no document has closed stays in the forms."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import Result

from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.model.quarter import Quarter
from generator.office.document_register import Register
from generator.office.duties import Forms
from generator.office.prefill import locked_texts
from tests.measures.test_not_entered import GAPS
from tests.paths import ROOT
from tests.portals import TARGETS, TASKS, changed_files

LATER = Quarter(2027, 1)
"""The first quarter after the city plan's year."""

SYMBOL = "5256-qd-ubnd-2025"

CASES: Mapping[str, tuple[str, bool]] = {
    # The last result of a task of Sở Nội vụ → whether it is asked still.
    "2": ("state: not-started", True),
    "3": ("state: in-progress", True),
    "4": ("state: done", True),
    "7.1": (f"state: done, evidence: [{SYMBOL}]", False),
    "7.2": ("state: done, completed: 2026-10-01", True),
    "10": (f"state: done, reporting_document: {SYMBOL}", False),
    "11": ("state: stopped", True),
    "15": (f"state: stopped, evidence: [{SYMBOL}]", False),
    "16": ("state: merged, merged_into: tp-2026/2", True),
    "28": (f"state: merged, merged_into: tp-2026/2, evidence: [{SYMBOL}]", False),
    "29": (f"state: in-progress, evidence: [{SYMBOL}]", True),
}


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory, sample_root: Path) -> Path:
    """The sample with a last quarter of the city plan in which Sở Nội vụ says one thing of each task."""
    root = tmp_path_factory.mktemp("closed") / "root"
    shutil.copytree(sample_root / "data", root / "data")
    results = root / "data/plans/tp-2026/results"
    lines = [f'  - {{task: "{number}", agency: so-noi-vu, {said}}}\n' for number, (said, _) in CASES.items()]
    (results / "2026-q4.yaml").write_text(f"cutoff: 2026-12-09\nresults:\n{''.join(lines)}", encoding="utf-8")
    for older in results.glob("2026-q[123].yaml"):
        older.unlink()
    shutil.rmtree(root / "data/quarters", ignore_errors=True)
    shutil.rmtree(root / "data/snapshots", ignore_errors=True)
    return root


def test_tasks_of_a_plan_that_is_over_stay_until_a_document_closes_them(closed: Path) -> None:
    portal, problems = check_root(closed)
    assert portal is not None, problems
    plan = portal.plans["tp-2026"]
    found = {duty.number for duty in Forms(portal, LATER).of("so-noi-vu").tasks if duty.plan.id == plan.id}
    assert {number: number in found for number in CASES} == {n: asked for n, (_, asked) in CASES.items()}
    # A task never reported is asked too; one that a document proves by itself is not; no target is.
    assert "30" in found
    assert "1.1" in plan.proofs
    assert "1.1" not in found
    assert not [duty for duty in Forms(portal, LATER).of("so-noi-vu").targets if duty.plan.id == plan.id]
    # While the plan runs, all of them are asked.
    running = Forms(portal, Quarter(2026, 4)).of("so-noi-vu").tasks
    assert {duty.number for duty in running if duty.plan.id == plan.id} >= {*CASES, "30", "1.1"}


def test_a_collective_without_members_is_told_and_not_passed_over(
    portal_run: Callable[..., Result], tmp_path: Path
) -> None:
    root = ROOT
    made = portal_run("template", "--root", root, "--quarter", "2026-q4", "--all", tmp_path)
    assert made.exit_code == 0, made.output
    _, *told = made.stdout.splitlines()
    assert "\n".join(told) == (
        "Kế hoạch CCHC thành phố năm 2026: 126 cơ quan văn bản nêu tên; danh sách chưa đầy đủ.\n"
        "Phân công nhiệm vụ CCHC 2026 (xã không nêu tên): 1 cơ quan văn bản nêu tên.\n"
        "Không phải gửi báo cáo, nhưng có mẫu vì văn bản không nêu cơ quan chủ trì: "
        "Ủy ban nhân dân thành phố Hải Phòng.\n"
        "Kỳ 2026-q4 chưa mở nên chưa ghi ngày làm mẫu; mở bằng: portal quarter open 2026-q4\n"
        "Không có mẫu cho “[…] soạn thảo văn bản quy phạm pháp luật”: văn bản không nêu tên thành viên nào. "
        "Nhiệm vụ 18 (Kế hoạch CCHC thành phố năm 2026): khi có báo cáo thì ghi thẳng vào data/ (công thức 1 "
        "trong data/README.md), hoặc thêm thành viên vào agencies.yaml."
    )


def test_an_uncertain_deadline_colours_nobody_late(closed: Path) -> None:
    portal, problems = check_root(closed)
    assert portal is not None, problems
    duties = [d for a in ("so-noi-vu", "so-tu-phap") for d in Forms(portal, Quarter(2026, 4)).of(a).tasks]
    uncertain = [d for d in duties if d.task is not None and "deadline" in d.task.uncertain]
    assert uncertain
    assert {d.due for d in uncertain} == {None}


def test_what_was_not_entered_is_asked_of_nobody_and_told(
    portal_run: Callable[..., Result], tmp_path: Path
) -> None:
    target = {"responsible: [so-noi-vu]": "not_entered: [responsible]"}
    for path, data in changed_files({TASKS: GAPS, TARGETS: target}).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    made = portal_run("template", "--root", tmp_path, "--quarter", "2026-q2", "--all", tmp_path / "mau")
    assert made.exit_code == 0, made.output
    assert made.stdout.splitlines()[-2:] == [
        (
            "Nhiệm vụ 3, 4 (Kế hoạch năm 2026): cơ quan chủ trì văn bản ghi chưa nhập hoặc chưa nhập đủ, nên "
            "không có mẫu cho cơ quan ấy và không cơ quan nào phải báo cáo thay. Nhập lead, bỏ khỏi "
            "not_entered rồi làm lại mẫu."
        ),
        (
            "Chỉ tiêu a (Kế hoạch năm 2026): cơ quan chịu trách nhiệm văn bản ghi chưa nhập hoặc chưa nhập "
            "đủ, nên không có mẫu cho cơ quan ấy và không cơ quan nào phải báo cáo thay. Nhập responsible, "
            "bỏ khỏi not_entered rồi làm lại mẫu."
        ),
    ]
    portal, _ = check_root(tmp_path)
    assert portal is not None
    forms = Forms(portal, Quarter(2026, 2))
    asked = {duty.number: duty for agency in forms.agencies for duty in forms.of(agency).duties}
    assert "3" not in asked
    assert "a" not in asked
    # A deadline that was not entered reads so in the form.
    words = locked_texts(portal, Register(portal.documents), Catalogue.load("vi"), asked["5"])
    assert words["deadline"] == "chưa có trong dữ liệu của cổng"
