"""The lists that a meeting goes through: by place, by lead, nobody named who was never asked."""

from collections.abc import Mapping
from datetime import date

from generator.pages.front import steering_lists, steering_tables
from tests.pages.reading import rows, words
from tests.pages.test_agency_tasks import OVERDUE, UNPROVED
from tests.portals import presentation_of

MADE = presentation_of(UNPROVED)
VALUES = MADE.values
PLAN = VALUES.portal.plans["tp-2026"]


def numbers(found: Mapping[str, steering_lists.Dated]) -> dict[str, list[str]]:
    return {key: [task.number for task, *_ in dated] for key, dated in found.items() if dated}


def test_a_task_stands_in_the_list_of_its_place() -> None:
    assert numbers(steering_lists.listed(VALUES.measured, PLAN)) == {"due": ["1"]}
    before = presentation_of(UNPROVED, date(2026, 3, 10)).values
    assert numbers(steering_lists.listed(before.measured, before.portal.plans["tp-2026"])) == {"soon": ["1"]}
    told = presentation_of(OVERDUE).values
    assert numbers(steering_lists.listed(told.measured, told.portal.plans["tp-2026"])) == {"overdue": ["1"]}


def test_a_list_is_grouped_by_lead_and_counted_from_the_published_rows() -> None:
    dated = steering_lists.listed(VALUES.measured, PLAN)["due"]
    shown = steering_lists.task_list(MADE.task_views, PLAN, "due", dated)
    assert (shown.id, shown.title) == ("den-han", "Đã đến hạn, chưa tới kỳ báo cáo")
    assert [row[0] for row in rows(shown.table)] == [["1"]]
    scope = steering_lists.list_scope(VALUES.measured, PLAN, "due")
    count = steering_lists.number(VALUES, dated, scope)
    assert count.count is not None
    assert (count.text, count.count.of) == ("1", "tasks?plan=tp-2026&sub_tasks=&counted_as=due#parent|number")


def test_an_agency_that_was_never_asked_is_not_named_as_silent() -> None:
    assert steering_lists.silent_agencies(VALUES.measured, PLAN) == frozenset()
    assert steering_lists.named_leads(VALUES.measured, PLAN) == frozenset()


def test_the_summary_counts_each_lead() -> None:
    table = steering_lists.summary_table(VALUES, PLAN, steering_lists.listed(VALUES.measured, PLAN))
    heads = [column.heading for column in table.columns]
    (row,) = rows(table)
    assert dict(zip(heads, row, strict=True))["Đã đến hạn, chưa tới kỳ báo cáo"] == ["1"]
    assert row[0] == ["Sở Nội vụ"]


def test_other_plans_have_a_row_each() -> None:
    (row,) = rows(steering_lists.others_table(VALUES, [VALUES.portal.plans["xa-2026"]]))
    assert row[0][0] == "Kế hoạch xã năm 2026"
    assert all(cell == ["0"] for cell in row[1:])


def test_a_plan_is_named_with_its_owner() -> None:
    plan, owner = VALUES.plan_link("tp-2026"), VALUES.agency_link("ubnd-thanh-pho")
    found = steering_tables.plan_title(VALUES.t, plan, owner)
    assert words(found) == [plan.text, owner.text]
