"""The first sentence: no accusation without a report; with one, what is overdue and late comes first."""

from collections.abc import Mapping
from datetime import date

from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.view.headline import headline, titled
from generator.view.presentation import Presentation
from generator.view.scopes import printed
from tests.portals import SECOND_QUARTER, TASKS, Change, portal_of

WITHOUT_PROOF: Mapping[str, Change] = {
    "data/plans/tp-2026/proofs.yaml": {
        '- {task: "1", completed: 2026-01-05, document: ke-hoach-2026}\n': "[]\n"
    },
}


def said(day: date, changes: Mapping[str, Change]) -> list[str]:
    made = Presentation.of(Measured(portal_of(changes), day), Catalogue.load("vi"))
    plan = made.values.portal.plans["tp-2026"]
    counts = made.values.measured.counts(plan.printed_tasks)
    return [clause.text for clause in headline(made.values, counts, printed(plan.id))]


def reported(state: str, *, cutoff: str = "2026-06-09") -> Mapping[str, Change]:
    result = f'{{task: "1", agency: so-noi-vu, {state}}}'
    return {**WITHOUT_PROOF, SECOND_QUARTER: f"cutoff: {cutoff}\nresults:\n  - {result}\n"}


def test_without_a_report_nobody_is_called_late() -> None:
    assert said(date(2026, 5, 2), WITHOUT_PROOF) == [
        "Cổng chưa nhận được báo cáo nào về 2 nhiệm vụ, nên chưa thể nói nhiệm vụ nào chậm.",
        "1 đã đến hạn, chưa tới kỳ báo cáo",
    ]


def test_a_document_proves_a_task_without_any_report() -> None:
    assert said(date(2026, 5, 2), {}) == [
        "Cổng chưa nhận được báo cáo nào về 2 nhiệm vụ, nên chưa thể nói nhiệm vụ nào chậm.",
        "1 hoàn thành",
        "1 có văn bản chứng minh cho cả nhiệm vụ hoặc một phần",
    ]


def test_overdue_and_late_come_first() -> None:
    day = date(2026, 7, 1)
    assert said(day, reported("state: in-progress")) == ["Trong 2 nhiệm vụ:", "1 quá hạn"]
    assert said(day, reported("state: done, completed: 2026-04-03")) == [
        "Trong 2 nhiệm vụ:",
        "1 hoàn thành, trễ hạn",
    ]
    assert said(day, reported("state: done, completed: 2026-03-31")) == [
        "Trong 2 nhiệm vụ:",
        "chưa nhiệm vụ nào bị kết luận quá hạn, trễ hạn",
        "1 hoàn thành",
    ]


def test_an_uncertain_deadline_calls_nobody_late() -> None:
    doubt = {
        "deadline: Quý I/2026": "deadline: Quý I/2026\n  uncertain: [deadline]\n  ocr: {deadline: Quy I/2026}"
    }
    found = said(date(2026, 7, 1), {**reported("state: in-progress"), TASKS: doubt})
    assert found[1] == "chưa nhiệm vụ nào bị kết luận quá hạn, trễ hạn"


def as_text(day: date, changes: Mapping[str, Change], plan_id: str = "tp-2026") -> str:
    made = Presentation.of(Measured(portal_of(changes), day), Catalogue.load("vi"))
    plan = made.values.portal.plans[plan_id]
    counts = made.values.measured.counts(plan.printed_tasks)
    return titled(made.values, counts, printed(plan_id), plan.record.short_title).text


def test_as_plain_text_it_names_the_plan() -> None:
    assert as_text(date(2026, 7, 1), reported("state: in-progress")) == (
        "Trong 2 nhiệm vụ của Kế hoạch năm 2026: 1 quá hạn"
    )
    assert as_text(date(2026, 2, 1), WITHOUT_PROOF) == (
        "Trong 2 nhiệm vụ của Kế hoạch năm 2026: chưa có báo cáo nào"
    )


def test_no_tasks_no_sentence() -> None:
    made = Presentation.of(Measured(portal_of(), date(2026, 7, 1)), Catalogue.load("vi"))
    assert headline(made.values, made.values.measured.counts([]), printed("tp-2026")) == ()
