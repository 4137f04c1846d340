"""Where a task is counted, in words: done first, then how it stands to its deadline, then the notes."""

from dataclasses import replace
from datetime import date

import pytest

from generator.data.catalogue import Catalogue
from generator.measures.facts import Evidenced, Facts
from generator.measures.metrics import Measured
from generator.measures.place import Place
from generator.measures.reported import Reported
from generator.measures.rules import Rule
from generator.measures.schedule import Schedule
from generator.view.task_views import TaskViews
from generator.view.values import Values
from tests.portals import portal_of

OPEN = Facts(
    reported=Reported.IN_PROGRESS,
    evidenced=Evidenced.NONE,
    schedule=Schedule.NOT_DUE,
    rule=Rule.NOT_DUE,
    place=Place.NOT_DUE,
    done=False,
)
DONE = replace(OPEN, reported=Reported.DONE, place=Place.DONE, done=True, done_parts=1)


@pytest.fixture(scope="module")
def task_views() -> TaskViews:
    return TaskViews(Values(Measured(portal_of(), date(2026, 6, 30)), Catalogue.load("vi")))


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (replace(DONE, schedule=Schedule.ON_TIME), "Hoàn thành, đúng hạn"),
        (
            replace(DONE, schedule=Schedule.LATE, place=Place.DONE_LATE, days_late=1204),
            "Hoàn thành, trễ 1.204 ngày",
        ),
        (replace(DONE, schedule=Schedule.DONE_UNDATED), "Hoàn thành, không rõ ngày"),
        (replace(DONE, schedule=Schedule.CONTINUOUS), "Hoàn thành (nhiệm vụ thường xuyên)"),
        (
            replace(DONE, schedule=Schedule.NOT_COMPUTABLE),
            "Hoàn thành, không tính được đúng hạn hay trễ hạn",
        ),
        (replace(OPEN, schedule=Schedule.OVERDUE, place=Place.OVERDUE, days_late=12), "Quá hạn 12 ngày"),
        (
            replace(OPEN, schedule=Schedule.DUE_UNREPORTED, place=Place.DUE_UNREPORTED, days_silent=74),
            "Đã qua kỳ báo cáo 74 ngày, cổng chưa nhận được báo cáo",
        ),
        # No days are counted from a deadline whose wording is uncertain.
        (
            replace(OPEN, schedule=Schedule.DUE_UNREPORTED, place=Place.DUE_UNREPORTED),
            "Đã qua kỳ báo cáo, cổng chưa nhận được báo cáo",
        ),
        (
            replace(OPEN, schedule=Schedule.DUE, place=Place.DUE, rule=Rule.DUE),
            "Đã đến hạn, chưa tới kỳ báo cáo",
        ),
        (
            replace(OPEN, schedule=Schedule.DUE, place=Place.DUE, rule=Rule.NO_REPORTING_DAY),
            "Đã đến hạn, sau hạn không có kỳ báo cáo nào",
        ),
        (replace(OPEN, schedule=Schedule.DUE_SOON), "Sắp đến hạn"),
        (replace(OPEN, schedule=Schedule.CONTINUOUS, place=Place.CONTINUOUS), "Thường xuyên"),
        (
            replace(OPEN, place=Place.CONTINUOUS, instances=4, past_instances=3, done_instances=1),
            "1/3 kỳ đã hoàn thành đúng kỳ",
        ),
        (replace(OPEN, place=Place.CONTINUOUS, instances=4), "Theo kỳ, chưa tới kỳ nào"),
        (replace(OPEN, place=Place.WITHDRAWN), "Đã rút theo văn bản"),
        # A report that it is stopped or merged is a proposal; its deadline still holds.
        (
            replace(
                OPEN,
                schedule=Schedule.OVERDUE,
                place=Place.OVERDUE,
                days_late=3,
                reported=Reported.STOPPED,
            ),
            "Quá hạn 3 ngày; đề nghị dừng, chưa có quyết định",
        ),
        (replace(OPEN, place=Place.STOPPED, reported=Reported.STOPPED), "Dừng theo văn bản"),
        (
            replace(OPEN, schedule=Schedule.OVERDUE, parts=124, done_parts=3),
            "Chưa đến hạn; có phần đã quá hạn; hoàn thành 3/124 phần",
        ),
    ],
)
def test_words_of_a_place(task_views: TaskViews, facts: Facts, words: str) -> None:
    assert task_views.standing_words(facts) == words
