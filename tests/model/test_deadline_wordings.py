"""Wordings of real plans, and variants of them, each with what an official would say it means."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.model.deadline import Deadline, DeadlineError, DeadlineReason, PlanPeriod
from generator.model.deadline_parser import parse_deadline, resolve_event, resolve_instruction
from generator.model.deadline_words import deadline_words

TABLE = Path(__file__).with_name("deadline_wordings.tsv")


def rows() -> Iterator[tuple[str, PlanPeriod, str, str, str, str]]:
    for line in TABLE.read_text("utf-8").splitlines()[1:]:
        origin, years, wording, kind, days, more = line.split("\t")
        first, _, last = years.partition("-")
        period = PlanPeriod(date(int(first), 1, 1), date(int(last or first), 12, 31))
        yield origin, period, wording, kind, days, more


ROWS = list(rows())


def shortened(days: Iterable[date], most: int) -> str:
    found = [day.isoformat() for day in days]
    if len(found) <= most:
        return ";".join(found)
    shown = found[: 2 if most > 4 else 1]
    return f"{';'.join(shown)};…;{found[-1]} ({len(found)})"


def more_of(deadline: Deadline) -> str:
    found = []
    if deadline.start:
        found.append(f"from {deadline.start}")
    if deadline.continues:
        found.append("continues")
    if deadline.report_days:
        found.append(f"reports {shortened(deadline.report_days, 4)}")
    if deadline.event is not None:
        count = f"{deadline.after_event} {deadline.unit} " if deadline.after_event else ""
        found.append(f"{count}after {deadline.event}")
    return ", ".join(found)


def test_the_table_holds_more_than_two_hundred_wordings() -> None:
    assert len({(row[1].years, row[2]) for row in ROWS}) == len(ROWS) >= 200
    assert sum(row[0] != "variant" for row in ROWS) >= 66  # the other of the 67 printed ones repeats one


@pytest.mark.parametrize(("origin", "period", "wording", "kind", "days", "more"), ROWS)
def test_a_wording_means(
    origin: str, period: PlanPeriod, wording: str, kind: str, days: str, more: str
) -> None:
    del origin
    found = parse_deadline(wording, period=period)
    if kind == "unread":
        assert isinstance(found, DeadlineError), found
        assert found.reason in {DeadlineReason.UNKNOWN_FORM, DeadlineReason.YEAR_MISSING}
        return
    assert isinstance(found, Deadline), found
    assert (found.kind, shortened(found.instances, 6), more_of(found)) == (kind, days, more)
    assert found.as_written == wording


@pytest.mark.parametrize(("period", "wording"), [(row[1], row[2]) for row in ROWS if row[3] != "unread"])
def test_what_was_read_says_the_same_days_in_our_words(period: PlanPeriod, wording: str) -> None:
    found = parse_deadline(wording, period=period)
    assert isinstance(found, Deadline)
    again = parse_deadline(deadline_words(found), period=period)
    assert isinstance(again, Deadline), deadline_words(found)
    assert again.instances == found.instances
    assert (again.continues, again.report_days) == (found.continues, found.report_days)
    if not found.instances:
        assert (again.event, again.after_event, again.unit) == (found.event, found.after_event, found.unit)
    assert (again.start or found.start) == found.start


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("Quý III/2026", "Từ ngày 01/07/2026 đến ngày 30/09/2026"),
        ("Trước ngày 15/01/2026", "Ngày 14/01/2026"),
        ("Hằng quý", "Hằng quý"),
        ("Tháng 3, 6, 9, 12/2026", "Hằng quý"),
        ("Tháng 6 và tháng 11", "ngày 30/06/2026; ngày 30/11/2026"),
        ("Ban hành trong tháng 01/2026 và tổ chức thực hiện", "Ngày 31/01/2026, sau đó tiếp tục thực hiện"),
        ("Từ Quý II/2026", "Từ ngày 01/04/2026, thường xuyên"),
        ("Thường xuyên; báo cáo trước ngày 15/12/2026", "Thường xuyên; báo cáo ngày 14/12/2026"),
        ("10 ngày làm việc sau khi có Nghị quyết", "Trong thời hạn 10 ngày làm việc kể từ khi có Nghị quyết"),
        ("Theo hướng dẫn của Bộ Nội vụ", "Theo hướng dẫn của Bộ Nội vụ"),
    ],
)
def test_what_was_read_in_words(wording: str, words: str) -> None:
    found = parse_deadline(wording, period=PlanPeriod(date(2026, 1, 1), date(2026, 12, 31)))
    assert isinstance(found, Deadline)
    assert deadline_words(found) == words


YEAR = PlanPeriod(date(2026, 1, 1), date(2026, 12, 31))


def read(wording: str) -> Deadline:
    found = parse_deadline(wording, period=YEAR)
    assert isinstance(found, Deadline), found
    return found


def test_lines_of_a_cell_are_deadlines_of_their_own() -> None:
    assert read("Quý I/2026: dự thảo\nQuý III/2026: ban hành").late_after_text == "2026-03-31;2026-09-30"


@pytest.mark.parametrize(
    ("wording", "event", "day"),
    [
        ("Sau 03 tháng kể từ khi Luật có hiệu lực", "2026-01-15", "2026-04-15"),
        ("Sau 01 tháng kể từ khi Luật có hiệu lực", "2026-01-31", "2026-02-28"),
        ("Không quá 02 tuần kể từ khi có kết luận", "2026-02-28", "2026-03-14"),
        ("100 ngày kể từ ngày ban hành", "2026-02-28", "2026-06-08"),
    ],
)
def test_an_event_sets_the_day(wording: str, event: str, day: str) -> None:
    found = resolve_event(read(wording), date.fromisoformat(event))
    assert isinstance(found, Deadline)
    assert found.late_after_text == day


@pytest.mark.parametrize("wording", ["10 ngày làm việc sau khi có Nghị quyết", "Ngay sau khi có Nghị quyết"])
def test_working_days_wait_for_the_day_that_editors_record(wording: str) -> None:
    waiting = read(wording)
    refused = resolve_event(waiting, date(2026, 3, 2))
    assert isinstance(refused, DeadlineError)
    assert refused.reason is DeadlineReason.DAY_NOT_COMPUTED
    found = resolve_instruction(waiting, read("Ngày 16/3/2026"))
    assert isinstance(found, Deadline)
    assert (found.as_written, found.late_after_text) == (wording, "2026-03-16")


@pytest.mark.parametrize("wording", ["a" * 5000, "và " * 500, "1/1 và " * 200, "Quý I, " * 300])
def test_long_texts_are_no_deadlines(wording: str) -> None:
    assert isinstance(parse_deadline(wording, period=YEAR), DeadlineError)
