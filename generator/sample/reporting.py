"""Invents what agencies report: who reports when, how each task ends, and the results of each quarter.

What becomes of a task is decided once (`Fate`). Each quarter then reports what can be known at its cut-off,
so that quarters never contradict one another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from random import Random

from generator.model.deadline import Deadline, DeadlineKind
from generator.model.quarter import Quarter
from generator.sample.invented import Entry, compact

NOTES = (
    'Đã họp "rút kinh nghiệm" & điều chỉnh tiến độ <lần 2>; còn 2/3 việc – khoảng 60%…',
    "=SUM(A1:A9) là ô người nhập để quên trong bảng",
    "Vướng mắc: kinh phí chưa bố trí; đề nghị hướng dẫn (mục 3.b) # chờ văn bản",
    "Liên hệ 'Tổ một cửa' – tầng 1\\phòng 02; thư: mot-cua@minh-hoa.invalid",
    "</script><b>không phải thẻ</b> {{ 1 + 1 }} {% raw %} ${x} <!-- portal:x -->",
    "Tỷ lệ đạt 95,5 % (≥ 90 %), tăng 1.234,5 “điểm”; 50 % × 2 → 100 %",
    "- gạch đầu dòng; @ghi chú; *không* `in nghiêng` | cột | ; ‘nháy đơn’",
    "Địa bàn đảo, sóng yếu, 🚢 tàu chạy 2 chuyến/tuần (thứ 3 & thứ 5)",
    "Tệp: bao-cao_ket-qua_thuc-hien_nhiem-vu_cai-cach-hanh-chinh_ban-cuoi-cung_sua-lan-3_(2).docx",
    "+84 là mã quốc gia; -1 là số âm; 0123 giữ số 0 ở đầu",
)
"""Notes with characters that pages, tables and spreadsheets can easily get wrong, as people type them."""

NOTED = 0.12
"""Probability that a result has a note."""

MISSED = 0.04
"""Probability that a report leaves out one of its tasks."""

PROVED = 0.6
"""Probability that a task reported done has a document as evidence."""

UNDATED = 0.12
"""Probability that a report calls a task done without giving the day."""

KEEPS_UP, FALLS_BACK = 0.7, 0.2
"""Probability that a continuous or recurring task is done in a quarter: if its fate is "done", and if not."""

FIRST_DAY = date(2026, 1, 5)
"""First working day of the year; nothing is done before it."""


class Manner(Enum):
    """How steadily an agency reports."""

    STEADY = "steady"
    LATE_STARTER = "late-starter"
    STOPPED_REPORTING = "stopped-reporting"
    NEVER_REPORTS = "never-reports"

    def reports(self, index: int) -> bool:
        """Whether such an agency reports in a quarter; `index` counts from 0 for the first."""
        return {
            Manner.STEADY: True,
            Manner.LATE_STARTER: index > 0,
            Manner.STOPPED_REPORTING: index == 0,
            Manner.NEVER_REPORTS: False,
        }[self]


EACH_MANNER = (Manner.NEVER_REPORTS, Manner.STOPPED_REPORTING, Manner.LATE_STARTER, Manner.STEADY)


def manners(rng: Random, count: int) -> list[Manner]:
    """Return manners for `count` agencies: first a steady one, then one of each, then mostly steady ones."""
    dealt = [Manner.STEADY, *rng.sample(EACH_MANNER, k=4)]
    dealt += rng.choices(EACH_MANNER, weights=(5, 8, 7, 80), k=max(0, count - len(dealt)))
    return dealt[:count]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one agency's share of a task."""

    state: str
    """Final state; ``in-progress`` or ``not-started`` if the share is never finished."""
    begun: date
    ended: date | None = None
    dated: bool = True
    """Whether reports give the day of completion."""

    def state_on(self, day: date) -> str:
        """The state that a report with this cut-off gives."""
        if self.ended is not None and self.ended <= day:
            return self.state
        return "not-started" if self.state == "not-started" or day < self.begun else "in-progress"


def fate_of(rng: Random, deadline: Deadline, diligence: float) -> Fate:
    """Choose a fate: done in time with a probability of `diligence` (0 to 1), else mostly late or undone."""
    due = deadline.late_after or FIRST_DAY + timedelta(days=rng.randint(60, 340))
    begun = max(FIRST_DAY, due - timedelta(days=rng.randint(60, 330)))
    fate = rng.choices(("done", "stopped", "merged"), weights=(94, 3, 3))[0]
    if fate != "done":
        return Fate(fate, begun, begun + timedelta(days=rng.randint(5, 60)))
    if rng.random() < diligence:
        early = min((due - FIRST_DAY).days, 120)
        day = due - timedelta(days=rng.randint(0, early)) if early > 0 else max(due, FIRST_DAY)
        return Fate("done", min(begun, day), day, dated=rng.random() > UNDATED)
    fate = rng.choices(("done", "in-progress", "not-started"), weights=(60, 28, 12))[0]
    return Fate(fate, begun, due + timedelta(days=rng.randint(1, 60)) if fate == "done" else None)


@dataclass(frozen=True, slots=True)
class SampleShare:
    """One agency's share of a task, with all that its results depend on."""

    task: str
    agency: str
    deadline: Deadline
    fate: Fate
    manner: Manner
    merged_into: str
    """Task (``plan/number``) into which it is merged, if its fate is ``merged``."""
    reporter: str | None = None
    """Agency that sends the report, if it is not `agency`."""


DocumentOf = Callable[[SampleShare, Quarter], str]
"""Returns the id of a duty's document (its report or evidence) in a quarter."""


@dataclass(slots=True)
class SampleReporting:
    """Invents the results of one plan, quarter by quarter."""

    rng: Random
    duties: Sequence[SampleShare]
    cutoffs: Mapping[Quarter, date]
    """Cut-off of each quarter, oldest first."""
    last_day: date
    """Last day of the plan's period: quarters after it report only on tasks that are not finished."""
    report: DocumentOf
    evidence: DocumentOf
    ended: dict[tuple[str, str], str | None] = field(default_factory=dict)
    """Shares (task, agency) that a report has called finished, with the evidence's document id if any."""

    def quarters(self) -> dict[Quarter, list[Entry]]:
        """Return the results of each quarter, leaving out quarters in which nobody reports."""
        found = {}
        for index, quarter in enumerate(self.cutoffs):
            lines = [line for duty in self.duties if (line := self._line(duty, index, quarter)) is not None]
            if lines:
                found[quarter] = lines
        return found

    def _line(self, duty: SampleShare, index: int, quarter: Quarter) -> Entry | None:
        if not duty.manner.reports(index) or self.rng.random() < MISSED:
            return None
        cutoff = self.cutoffs[quarter]
        lasting = duty.deadline.kind is DeadlineKind.CONTINUOUS or duty.deadline.recurs
        key = (duty.task, duty.agency)
        if quarter.first_day > self.last_day and (lasting or key in self.ended):
            return None
        state, completed = self._state(duty, quarter, cutoff, lasting=lasting)
        if state in {"done", "stopped", "merged"} and key not in self.ended:
            proved = state == "done" and self.rng.random() < PROVED
            self.ended[key] = self.evidence(duty, quarter) if proved else None
        evidence = self.ended.get(key) if state == "done" else None
        return compact(
            {
                "task": duty.task,
                "agency": duty.agency,
                "reporter": duty.reporter,
                "state": state,
                "merged_into": duty.merged_into if state == "merged" else None,
                "completed": completed.isoformat() if completed else None,
                "evidence": [evidence] if evidence else None,
                "reporting_document": self.report(duty, quarter),
                "note": self._note(state),
            }
        )

    def _state(
        self, duty: SampleShare, quarter: Quarter, cutoff: date, *, lasting: bool
    ) -> tuple[str, date | None]:
        if not lasting:
            state = duty.fate.state_on(cutoff)
            return state, duty.fate.ended if state == "done" and duty.fate.dated else None
        if duty.fate.state in {"stopped", "merged"}:
            return duty.fate.state_on(cutoff), None
        # Continuous and recurring tasks are done or not done in each quarter independently.
        if self.rng.random() < (KEEPS_UP if duty.fate.state == "done" else FALLS_BACK):
            day = max(quarter.first_day, cutoff - timedelta(days=self.rng.randint(0, 20)))
            return "done", day if duty.deadline.instances else None
        return "in-progress", None

    def _note(self, state: str) -> str | None:
        if state == "stopped":
            return "Dừng thực hiện để chờ hướng dẫn mới (minh họa)."
        return self.rng.choice(NOTES) if self.rng.random() < NOTED else None


Issue = Callable[[date, str], str]
"""Invents a document with a date and title, and returns its id."""


def awaited(task: str, deadline: Deadline, issue: Issue) -> Entry | None:
    """Invent the event or instruction that a deadline waits for; None if it waits for neither."""
    day = FIRST_DAY + timedelta(days=24)
    if deadline.kind is DeadlineKind.AFTER_EVENT:
        document = issue(day, f"Sự kiện làm mốc thời hạn nhiệm vụ {task}")
        return _event(task, "occurred", document, "date", day.isoformat())
    if deadline.kind is DeadlineKind.ON_INSTRUCTION:
        return _event(
            task, "instructed", issue(day, f"Hướng dẫn thời hạn nhiệm vụ {task}"), "deadline", "Quý II/2026"
        )
    return None


def postponed(duties: Iterable[SampleShare], before: date, most: int, issue: Issue) -> list[Entry]:
    """Postpone by a quarter the first `most` deadlines that are missed before the day `before`.

    Meant for tasks with a single agency; a task with several could be postponed twice.
    """
    found: list[Entry] = []
    for duty in duties:
        due = duty.deadline.late_after
        missed = due is not None and FIRST_DAY < due < before and (duty.fate.ended or date.max) > due
        if missed and due is not None and not duty.deadline.recurs and len(found) < most:
            document = issue(
                max(FIRST_DAY, due - timedelta(days=6)), f"Điều chỉnh thời hạn nhiệm vụ {duty.task}"
            )
            found.append(_event(duty.task, "postponed", document, "deadline", Quarter.of(due).next().label))
    return found


def _event(task: str, kind: str, document: str, name: str, value: str) -> Entry:
    note = "Sự kiện minh họa, không có thật."
    return {"task": task, "kind": kind, name: value, "document": document, "note": note}


def target_lines(
    rng: Random, measures: Iterable[tuple[str, str, int]], agency: str, document: str, index: int
) -> list[Entry]:
    """Invent results of measured targets in one quarter.

    Args:
        rng: Source of random numbers.
        measures: Target number, measure key and percentage set, for each measure.
        agency: Id of the agency that reports them.
        document: Id of its report.
        index: Index of the quarter from 0: values come closer to the target with time.
    """
    found = []
    for number, key, goal in measures:
        tenths = min(1000, max(0, goal * 10 - round(120 / (index + 1)) + rng.randint(-60, 60)))
        written = f"{tenths // 10},{tenths % 10}%"
        line: Entry = {
            "target": number,
            "measure": key,
            "agency": agency,
            "state": "done" if tenths >= goal * 10 else "in-progress",
            "value": f"{tenths // 10}.{tenths % 10}",
            "value_as_written": written,
            "unit": "%",
            "reporting_document": document,
        }
        found.append(line)
    return found


def cutoffs_of(rng: Random, quarters: Iterable[Quarter]) -> dict[Quarter, date]:
    """Choose a cut-off for each quarter, two to six days before its report is due."""
    return {q: q.reporting_due - timedelta(days=rng.randint(2, 6)) for q in quarters}
