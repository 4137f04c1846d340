"""Writes a deadline in the portal's own words, which the parser reads back as the same days."""

from datetime import date
from itertools import pairwise

from generator.model.deadline import Deadline, DeadlineKind, TimeUnit
from generator.model.quarter import month_end

_UNITS = {
    TimeUnit.DAY: "ngày",
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.WEEK: "tuần",
    TimeUnit.MONTH: "tháng",
}
_RECURRING = ((1, "Hằng tháng"), (3, "Hằng quý"), (6, "Định kỳ 6 tháng"))
"""Months between the ends of months, and how a deadline at each of them is written."""


def deadline_words(deadline: Deadline) -> str:
    """Return what a deadline was read as, such as “Từ ngày 01/07/2026 đến ngày 30/09/2026”.

    Days are written out, so that nobody has to know the rule that gave them; only the ends of all months,
    quarters or half-years have one word. The words of an awaited event or instruction are the document's own.
    """
    if deadline.kind is DeadlineKind.CONTINUOUS:
        return _continuous(deadline)
    if deadline.kind is DeadlineKind.AFTER_EVENT and not deadline.instances:
        return _awaiting(deadline)
    if not deadline.instances:
        return deadline.as_written
    words = _days(deadline)
    return f"{words}, sau đó tiếp tục thực hiện" if deadline.continues else words


def _continuous(deadline: Deadline) -> str:
    words = "Thường xuyên" if deadline.start is None else f"Từ ngày {_day(deadline.start)}, thường xuyên"
    reports = "; ".join(f"báo cáo ngày {_day(day)}" for day in deadline.report_days)
    return f"{words}; {reports}" if reports else words


def _awaiting(deadline: Deadline) -> str:
    if deadline.after_event is None:
        return f"Sau khi {deadline.event}"
    event = deadline.event or ""
    since = "ngày" if event[:1].isdigit() else "khi"
    return f"Trong thời hạn {deadline.after_event} {_UNITS[deadline.unit]} kể từ {since} {event}"


def _days(deadline: Deadline) -> str:
    last = deadline.instances[-1]
    if len(deadline.instances) == 1:
        if deadline.start is not None and deadline.start < last:
            return f"Từ ngày {_day(deadline.start)} đến ngày {_day(last)}"
        return f"Ngày {_day(last)}"
    return _at_ends_of_months(deadline.instances) or "; ".join(f"ngày {_day(d)}" for d in deadline.instances)


def _at_ends_of_months(days: tuple[date, ...]) -> str:
    """The word for the ends of all months, quarters or half-years of whole years; empty for other days."""
    ordinals = [day.year * 12 + day.month - 1 for day in days]
    steps = {later - earlier for earlier, later in pairwise(ordinals)}
    whole = days[0].month in steps and days[-1].month == 12  # noqa: PLR2004 - a year's last month
    if len(steps) != 1 or not whole or any(day != month_end(day.year, day.month) for day in days):
        return ""
    return next((word for step, word in _RECURRING if {step} == steps), "")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
