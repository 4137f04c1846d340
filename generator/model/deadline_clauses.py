"""Reads deadlines with words around them, and cells that hold several deadlines.

“Ban hành kế hoạch trong tháng 01/2026 và tổ chức thực hiện” is a deadline with words before it, and then work
without an end. A cell is taken apart into clauses; a clause is one of the wordings of `deadline_forms` with
words before or after it that hold nothing of time, or work with no time at all. If any part has no known
meaning, the whole has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.model.deadline import Deadline, DeadlineKind, DeadlineReason, PlanPeriod, Reading
from generator.model.deadline_calendar import WordingRefusedError
from generator.model.deadline_forms import FORMS, DeadlineWording
from generator.model.deadline_grammar import FREE

MAX_WORDS = 40
"""A longer piece is no deadline, and taking it apart would take long."""

_TO = " ?[-\u2010-\u2015\u2212] ?"
_DOCUMENT = (
    "(?:quyết định|nghị định|nghị quyết|kế hoạch|công văn|thông tư|chỉ thị|thông báo|luật|hướng dẫn|kết luận"
    "|chương trình|đề án|văn bản|tờ trình|quy định|danh mục|dự toán|dự án|báo cáo)"
)
_NAMES = re.compile(
    # “Nghị định số 52/2015/NĐ-CP ngày 28/5/2015”
    rf"{_DOCUMENT}(?: liên tịch)? (?:số )?[0-9]+[/-][0-9]*/?[^\W\d_][\w/.-]*"
    r"(?:,? ngày [0-9]{1,2}(?:/| tháng )[0-9]{1,2}(?:/| năm )[0-9]{4})?"
    # “Đề án 06”
    r"|\b(?:đề án|nghị quyết|chỉ thị|kết luận)(?: số)? [0-9]{1,3}(?![0-9/.-])"
    # “đạt 50%”
    r"|[0-9]+(?:,[0-9]+)? ?%"
    # “Điều 17”, “khoản 2”, “Phụ lục II”
    r"|\b(?:điều|khoản|mục|phần|phụ lục|biểu|chương) (?:số )?(?:[0-9]+(?:\.[0-9]+)*|[ivx]+)\b"
    # “Kế hoạch rà soát thủ tục hành chính năm 2026”, “của năm 2026”
    rf"|{_DOCUMENT}(?: (?!(?:trong|vào|đến|hết|cuối|đầu|hoàn|trước|sau|theo|năm|giai) )[^\s0-9,;.()]+)*"
    rf" (?:năm|giai đoạn) [0-9]{{4}}(?:{_TO}[0-9]{{4}})?"
    rf"|của (?:năm|giai đoạn) [0-9]{{4}}(?:{_TO}[0-9]{{4}})?"
    rf"|{_DOCUMENT}(?: [^\s0-9;.()]+)* (?:năm|giai đoạn) [0-9]{{4}}(?:{_TO}[0-9]{{4}})?(?= của\b)"
    # “đánh giá hàng năm của Bộ Y tế”
    r"|h[àằ]ng (?:tháng|quý|năm)(?= của\b)",
    re.IGNORECASE,
)
"""Names of documents and of things that hold figures or words of time without setting a deadline."""

_DOUBTFUL = re.compile(
    r"\b(?:sau|trước|từ|đầu|giữa|khoảng|dự kiến|ngoài|trừ|không|chưa|hoặc|nếu|có thể|tối thiểu|quá|trên|nửa"
    r"|cách|kể|mỗi|hạn|đề nghị|đề xuất|xin|lùi|gia hạn|điều chỉnh|thứ|đợt|lần|tuần)\b",
    re.IGNORECASE,
)
"""Words that turn the meaning of a deadline beside them: with one of these, a cell has no known meaning."""
_FREE = re.compile(FREE, re.IGNORECASE)
_JOINED = re.compile(r"\bvà\b|[,;]|\bsau đó\b|\btiếp tục\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?<!\S)(?=[0-9]|(?:trong|vào|đến|hết|cuối|chậm|muộn|trước|từ|tháng|qu[ýí]|năm|ngày|cả|suốt|giai|định|h[àằ]ng"
    r"|mỗi|thường|liên tục|theo|tùy|tuỳ|phụ thuộc|căn cứ|kể|sau|khi|ngay|đột|t\.?[0-9])\b|t\.? ?[0-9])",
    re.IGNORECASE,
)
_BARE = re.compile(r"[0-9]|(?:tháng|qu[ýí]|năm|t\.?[0-9]|giai)(?![^\W\d_])", re.IGNORECASE)
_STRONG = re.compile(r" ?; ?| ?\n ?|\. (?=[^\W\d_a-zà-ỹ])|,? sau đó |(?<=\)) (?=\S)")
_WEAK = re.compile(r",? và |, | ?\(")
_FOLLOWING_YEARS = re.compile("(?:những|các) năm (?:tiếp theo|kế tiếp|sau|sau đó)", re.IGNORECASE)
"""Work that goes on, with no day: “Năm 2026 và các năm tiếp theo”."""
_SHARED_DAY = re.compile(
    r"(?<![0-9/])(?P<day>[0-9]{1,2})(?: tháng |/)[0-9]{1,2}(?:(?:/| năm )[0-9]{4})?(?:,? và|,| hoặc)"
    r" (?:tháng [0-9]|[0-9]{1,2}/[0-9]{4})",
    re.IGNORECASE,
)
"""“Ngày 15 tháng 6 và tháng 12” does not say whether the second day is the 15th too, or the month's last."""
_SPAN = re.compile(r"(?P<start>từ .+?) (?:cho )?(?P<end>(?:đến|tới) .+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DeadlineClause:
    """A part of a cell: a deadline, or None for work without any time."""

    deadline: Deadline | None
    is_report: bool = False
    """Whether its words name a report."""

    @property
    def has_day(self) -> bool:
        """Whether days are known."""
        return self.deadline is not None and bool(self.deadline.instances)


def hidden_names(text: str) -> str:
    """Return the text with names that hold figures replaced by as many marks: places in it stay the same."""
    return _NAMES.sub(lambda found: re.sub(r"[^\s,;.]", "□", found[0]), text)


def matching(text: str) -> tuple[DeadlineWording, re.Match[str]] | None:
    """Return the form that a whole text has, with the match; None if it has none."""
    for form in FORMS:
        if (match := form.pattern.fullmatch(text)) is not None:
            return form, match
    return None


def read_form(text: str, period: PlanPeriod, reading: Reading | None) -> Deadline | None:
    """Read a text that is one of the known wordings and nothing else; None if it is none.

    Raises:
        WordingRefusedError: The wording is known, and gives no days.
    """
    found = matching(hidden_names(text))
    if found is None:
        return None
    form, match = found
    days = form.read(match, period, reading if form.takes_reading else None)
    if "event" in days:
        event = "on" if match.groupdict().get("on") else "event"
        days["event"] = text[match.start(event) : match.end(event)]
    return replace(Deadline(text, form.kind), **days)


def read_clauses(text: str, period: PlanPeriod) -> Deadline | None:
    """Read a cell as clauses; None if any part of it has no known meaning."""
    if _SHARED_DAY.search(hidden_names(text)) is not None:
        return None
    found: list[DeadlineClause] = []
    for piece in _pieces(text, _STRONG):
        if len(piece.split()) > MAX_WORDS:
            return None
        clauses = _joined_clauses(piece, period)
        if clauses is None:
            return None
        found += clauses
    deadline = _combined(found)
    return None if deadline is None else replace(deadline, as_written=text)


def _pieces(text: str, separator: re.Pattern[str]) -> list[str]:
    """Cut a text at a separator, never inside the name of a document."""
    hidden, pieces, start = hidden_names(text), [], 0
    for found in separator.finditer(hidden):
        pieces.append(text[start : found.start()])
        start = found.end()
    return [piece.strip(" .,") for piece in (*pieces, text[start:]) if piece.strip(" .,")]


def _joined_clauses(text: str, period: PlanPeriod) -> list[DeadlineClause] | None:
    """Read a piece as one clause, or as several joined by “và” or a comma."""
    whole = _clause(text, period)
    if whole is not None:
        return [whole]
    hidden = hidden_names(text)
    for cut in _WEAK.finditer(hidden):
        first = _clause(text[: cut.start()], period)
        if first is None or first.deadline is None:
            continue
        rest = _joined_clauses(text[cut.end() :], period)
        if rest is not None:
            return [first, *rest]
    return None


def _clause(text: str, period: PlanPeriod) -> DeadlineClause | None:
    """Read one clause: a known wording, with words around it, or work without any time."""
    for start, end in _cores(text):
        before, after = text[:start], text[end:]
        if not (_leads(before, text[start:]) and _is_beside(after) and not _JOINED.search(after)):
            continue
        try:
            deadline = _span(text[start:end], period) or read_form(text[start:end], period, None)
        except WordingRefusedError:
            return None
        if deadline is not None and deadline.kind is not DeadlineKind.NONE:
            return DeadlineClause(deadline, "báo cáo" in text.lower())
    is_work = _FOLLOWING_YEARS.fullmatch(text) or (len(text.split()) > 1 and _is_beside(text))
    return DeadlineClause(None) if is_work else None


def _span(text: str, period: PlanPeriod) -> Deadline | None:
    """Read “từ quý II/2026 đến hết năm 2026”, whose ends are of two kinds; None for anything else.

    Raises:
        WordingRefusedError: As `read_form`.
    """
    found = _SPAN.fullmatch(text)
    if found is None or matching(hidden_names(text)) is not None:
        return None
    start, end = (read_form(found[side], period, None) for side in ("start", "end"))
    if start is None or end is None or start.start is None or len(end.instances) != 1:
        return None
    if start.start >= end.instances[0]:
        raise WordingRefusedError(DeadlineReason.INVERTED)
    return replace(end, start=start.start)


def _cores(text: str) -> Iterator[tuple[int, int]]:
    """Places where a known wording may stand, from the left, the longest first."""
    hidden = hidden_names(text)
    ends = [found.start() for found in re.finditer(r"(?=[ ,:)(])|$", hidden)]
    for begin in _BEGINS.finditer(hidden):
        for end in reversed(ends):
            if end > begin.start():
                yield begin.start(), end


def _leads(before: str, rest: str) -> bool:
    """Whether words lead to a deadline.

    “Báo cáo quý I/2026” may be the report of that quarter: after words, only a preposition begins a deadline.
    """
    before = before.strip()
    bare = _BARE.match(rest) is not None
    return not before or (_is_beside(before) and (not bare or before[-1] in ":,-–()"))


def _is_beside(words: str) -> bool:
    """Whether words beside a deadline hold nothing of time and do not turn its meaning."""
    hidden = hidden_names(words).strip(" :,-–()")
    return not hidden or (_FREE.fullmatch(hidden) is not None and _DOUBTFUL.search(hidden) is None)


def _combined(clauses: list[DeadlineClause]) -> Deadline | None:
    """Return what the clauses mean together; None without any deadline, or if they leave it in doubt."""
    found = [clause.deadline for clause in clauses if clause.deadline is not None]
    dated = [clause for clause in clauses if clause.has_day]
    if not dated:
        return _without_days(found) if found else None
    days = tuple(sorted({day for deadline in found for day in deadline.instances}))
    recurring = all(deadline.kind is DeadlineKind.RECURRING for deadline in found if deadline.instances)
    lasting = next((deadline for deadline in found if deadline.kind is DeadlineKind.CONTINUOUS), None)
    if lasting is not None and clauses[-1].deadline != lasting:
        # “Thường xuyên, trước ngày 15/01/2026” does not say what is due on that day.
        is_report = recurring or all(clause.is_report for clause in dated)
        return replace(lasting, report_days=days) if is_report else None
    if lasting is not None and recurring:
        return replace(lasting, report_days=days)
    if any(deadline.kind is DeadlineKind.RECURRING for deadline in found):
        # “Hằng năm (giai đoạn 2026-2030)” bounds the years and names no other day.
        return Deadline("", DeadlineKind.RECURRING, days) if recurring else None
    continues = not clauses[-1].has_day
    if len(found_days := [deadline for deadline in found if deadline.instances]) == 1 and not continues:
        return found_days[0]
    return Deadline("", DeadlineKind.STAGES, days, continues=continues)


def _without_days(found: list[Deadline]) -> Deadline:
    """Several wordings that name no day: continuous work, else what waits for an instruction or event."""
    order = (DeadlineKind.CONTINUOUS, DeadlineKind.ON_INSTRUCTION, DeadlineKind.AFTER_EVENT)
    return min(found, key=lambda deadline: order.index(deadline.kind))
