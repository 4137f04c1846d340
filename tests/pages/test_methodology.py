"""The worked examples of the methodology page, computed: what it promises is what a task's page prints."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.view.presentation import Presentation
from tests.paths import ROOT
from tests.portals import DOCUMENTS, EVENTS, TASKS, Change, portal_of

PLAN = "data/plans/tp-2026/plan.yaml"
PROOFS = "data/plans/tp-2026/proofs.yaml"
RESULTS = "data/plans/tp-2026/results/2026-{quarter}.yaml"
REPORTING = "[2026-03-09, 2026-06-09, 2026-09-09, 2026-12-09]"
LETTER = """- id: cong-van-2026
  symbol: 9/UBND-NC
  kind: Công văn
  date: 2026-03-20
  held: false
  text: verified
"""

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 15)
UNCERTAIN = "Tháng 10/2026\n  uncertain: [deadline]\n  ocr: {deadline: Tháng 10/2026}"
POSTPONED = 'task: "1", kind: postponed, deadline: Quý III/2026'


def page_says() -> Mapping[str, str]:
    """What the page says the portal prints, by situation."""
    text = (ROOT / "content" / "phuong-phap.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", text, re.MULTILINE))


def portal_says(deadline: str, day: date, quarter: str = "", result: str = "", event: str = "") -> str:
    """What a task with this deadline, report and event is said to be, against both deadlines."""
    changes: dict[str, Change] = {
        PROOFS: {'- {task: "1", completed: 2026-01-05, document: ke-hoach-2026}': "[]"},
        PLAN: {
            "text: verified": f"text: verified\nreporting_days: {REPORTING}\n"
            "reporting_source: {document: ke-hoach-2026, at: Điều 1}"
        },
        TASKS: {"deadline: Quý I/2026": f"deadline: {deadline}"},
        DOCUMENTS: LETTER,
    }
    if result:
        cutoff = {"q1": "2026-03-09", "q4": "2026-12-09", "q3": "2026-09-09"}[quarter]
        row = f'  - {{task: "1", agency: so-noi-vu, {result}}}\n'
        changes[RESULTS.format(quarter=quarter)] = f"cutoff: {cutoff}\nresults:\n{row}"
    if event:
        changes[EVENTS] = f"- {{{event}, document: cong-van-2026}}\n"
    made = Presentation.of(Measured(portal_of(changes), day), Catalogue.load("vi"))
    facts = made.task_views.facts(made.values.portal.task_by_key["tp-2026/1"])
    return "; ".join(filter(None, (facts.schedule.text, facts.original.text if facts.original else "")))


@pytest.mark.parametrize(
    ("situation", "found"),
    [
        ("Hạn tháng 10/2026; hôm nay 22/11/2026; chưa có báo cáo nào", ("Tháng 10/2026", TODAY)),
        ("Như trên; hôm nay 15/12/2026", ("Tháng 10/2026", LATER)),
        (
            "Hạn tháng 10/2026; báo cáo có số liệu đến 09/12/2026",
            ("Tháng 10/2026", LATER, "q4", "state: in-progress"),
        ),
        (
            "Hạn tháng 10/2026; báo cáo ghi hoàn thành ngày 28/10/2026",
            ("Tháng 10/2026", LATER, "q4", "state: done, completed: 2026-10-28"),
        ),
        (
            "Hạn tháng 10/2026; báo cáo ghi hoàn thành ngày 03/11/2026",
            ("Tháng 10/2026", LATER, "q4", "state: done, completed: 2026-11-03"),
        ),
        (
            "Hạn tháng 10/2026; báo cáo ghi hoàn thành, không ghi ngày",
            ("Tháng 10/2026", LATER, "q4", "state: done"),
        ),
        ("Hạn tháng 12/2026; hôm nay 22/11/2026", ("Tháng 12/2026", TODAY)),
        ("Hạn ngày 10/12/2026; hôm nay 22/11/2026", ("Ngày 10/12/2026", TODAY)),
        ("Thường xuyên", ("Thường xuyên", TODAY)),
        (
            "Trước ngày 10 của tháng cuối quý; ba kỳ đã qua",
            ("Trước ngày 10 của tháng cuối quý", TODAY, "q1", "state: done, completed: 2026-03-06"),
        ),
        (
            "Quý I/2026, được lùi thời hạn đến Quý III/2026",
            ("Quý I/2026", TODAY, "q3", "state: done, completed: 2026-09-05", POSTPONED),
        ),
        ("Theo hướng dẫn của cấp trên, chưa có ngày", ("Theo hướng dẫn của cấp trên", TODAY)),
        (
            "Hạn tháng 10/2026 nhưng chữ “10” đọc chưa rõ; báo cáo cho thấy chưa hoàn thành",
            (UNCERTAIN, LATER, "q4", "state: in-progress"),
        ),
        (
            "Hạn tháng 10/2026 nhưng chữ “10” đọc chưa rõ; báo cáo ghi hoàn thành",
            (UNCERTAIN, LATER, "q4", "state: done, completed: 2026-10-28"),
        ),
        ("Hạn tháng 12/2026; báo cáo ghi “dừng”", ("Tháng 12/2026", TODAY, "q3", "state: stopped")),
        (
            "Một văn bản cho dừng nhiệm vụ",
            ("Tháng 12/2026", TODAY, "", "", 'task: "1", kind: stopped'),
        ),
    ],
)  # fmt: skip
def test_an_example_is_what_the_portal_prints(situation: str, found: tuple[str, ...]) -> None:
    (words,) = [words for key, words in page_says().items() if key.startswith(situation)][:1]
    assert words.startswith(portal_says(*found))  # type: ignore[arg-type]
