"""The wordings of deadlines that the portal understands.

`FORMS` is the only list of them: `deadline_parser` uses it, error messages quote it and the methodology
page prints it, so they always agree. Readers, which turn a match into days, are in `deadline_days`,
`deadline_recurring` and `deadline_waiting`. Forms marked “elsewhere” stand in none of the five documents, but
in plans of other provinces and ministries or in instructions, where they have one meaning.
"""

import re
from dataclasses import dataclass, field

from generator.model import deadline_days as days
from generator.model import deadline_recurring as recurring
from generator.model import deadline_waiting as waiting
from generator.model.deadline import DeadlineKind
from generator.model.deadline_calendar import Reader
from generator.model.deadline_grammar import (
    ALWAYS,
    AND,
    BEFORE_OR_BY,
    BEFORE_OR_ON,
    BY,
    DAY,
    DAY_MONTH,
    DO,
    DONE,
    EACH,
    EACH_YEAR,
    FREE,
    HOUR,
    IN,
    LATEST,
    NEXT,
    NUMBER,
    OF_YEAR,
    ONCE,
    PERIODIC,
    QUARTER,
    QUY,
    SLASH,
    TO,
    UNIT,
    UNITS,
    YEAR,
)


@dataclass(frozen=True, slots=True)
class DeadlineWording:
    """One wording of deadlines that the portal understands."""

    code: str
    """Id of the form; the last part of `rule_key`."""
    kind: DeadlineKind
    pattern: re.Pattern[str]
    """Matched against the whole text in NFC with single spaces, letter case ignored, names of documents
    hidden (`deadline_clauses.hidden_names`)."""
    examples: tuple[str, ...]
    """Wordings as documents print them, the most usual first."""
    read: Reader = field(repr=False)
    """Turns a match into days, by the plan's period and the editors' reading (or `WordingRefusedError`)."""
    takes_reading: bool = False
    """Whether the words alone do not say if they mean one window or several due days."""

    @property
    def rule_key(self) -> str:
        """Key, in the string files, of the sentence that says how this wording is read."""
        return f"rules.deadline-form.{self.code}"


def _form(
    code: str,
    kind: DeadlineKind,
    pattern: str,
    read: Reader,
    examples: tuple[str, ...],
    *,
    takes_reading: bool = False,
) -> DeadlineWording:
    return DeadlineWording(code, kind, re.compile(pattern, re.IGNORECASE), examples, read, takes_reading)


_DAYS = (
    _form(
        "before-day",
        DeadlineKind.DATE,
        f"{DONE}(?P<word>trước )(?:ngày )?{DAY}",
        days.named_day,
        (
            "Trước ngày 15/01/2026",
            "Trước 15/01/2026",
            "trước ngày 10/12",
            "Trước ngày 15 tháng 01 năm 2026",
            "Hoàn thành trước ngày 20/7/2025",
        ),
    ),
    # Elsewhere; "đến ngày" includes the day it names.
    _form(
        "on-day",
        DeadlineKind.DATE,
        f"{DONE}(?P<word>{BY} (?:ngày )?|(?:vào )?ngày )?{DAY}",
        days.named_day,
        (
            "Ngày 15/01/2026",
            "15/01/2026",
            "Đến ngày 31/3/2026",
            "Đến hết ngày 31/3/2026",
            "Chậm nhất ngày 31/3",
            "Chậm nhất là ngày 31 tháng 3 năm 2026",
        ),
    ),
    # Elsewhere: an hour names the day itself as the last, also after "trước".
    _form(
        "hour-of-day",
        DeadlineKind.DATE,
        f"{DONE}(?:(?P<word>trước|từ|lúc|vào|đến|{LATEST}) )?(?P<hour>{HOUR})(?:{TO}{HOUR})?,? ngày {DAY}",
        days.named_day,
        ("Từ 20 giờ 15 phút - 20 giờ 45 phút ngày 23 tháng 1", "Trước 16 giờ ngày 20/3/2026"),
    ),
    # Elsewhere.
    _form(
        "day-range",
        DeadlineKind.DATE,
        f"{DO}(?:từ )?(?:ngày )?(?P<d1>{NUMBER})(?:(?: ?[/.] ?| tháng )(?P<m1>{NUMBER})"
        f"(?:(?: ?[/.] ?| năm )(?P<y1>{YEAR}))?)?{TO}(?:ngày )?{DAY_MONTH}"
        f"(?:(?: ?[/.] ?|,? năm )(?P<y>{YEAR}))?",
        days.day_range,
        ("Từ ngày 01/3 đến ngày 30/6/2026", "Từ ngày 15 đến ngày 20/3/2026", "01/3/2026 - 30/6/2026"),
    ),
    # Elsewhere.
    _form(
        "days-list",
        DeadlineKind.RECURRING,
        f"{DONE}(?P<word>trước |{BY} |vào |ngày )(?:ngày )?"
        f"(?P<days>{NUMBER}(?: ?/ ?| tháng ){NUMBER}(?:{AND}(?:ngày )?{NUMBER}(?: ?/ ?| tháng ){NUMBER})+)"
        f"{OF_YEAR}",
        days.named_day,
        ("Trước ngày 15/6 và ngày 15/12", "Trước ngày 15/6, 15/12/2026"),
    ),
)

_WINDOWS = (
    _form(
        "month",
        DeadlineKind.MONTH,
        f"{IN}tháng ?(?P<m>{NUMBER}){OF_YEAR}",
        days.one_month,
        ("Tháng 12/2025", "trong tháng 4/2026", "Tháng 11", "Tháng 10 năm 2026"),
    ),
    # Elsewhere.
    _form(
        "month-short",
        DeadlineKind.MONTH,
        rf"{IN}(?:T\.? ?)?(?P<m>{NUMBER}) ?/ ?(?P<y>{YEAR})",
        days.one_month,
        ("12/2026", "T6/2026"),
    ),
    # Elsewhere; a month's end in other words, or with "trước" the day before it begins.
    _form(
        "until-month",
        DeadlineKind.MONTH,
        f"{DONE}{BEFORE_OR_BY}(?:(?:tháng ?|T\\.? ?)(?P<m>{NUMBER}){OF_YEAR})",
        days.until_month,
        ("Đến hết tháng 9", "Chậm nhất trong tháng 9/2026", "Cuối tháng 6/2026", "Trước tháng 6/2026"),
    ),
    _form(
        "months",
        DeadlineKind.MONTHS,
        f"{IN}(?:từ )?tháng ?(?P<m1>{NUMBER})(?: ?/ ?(?P<y1>{YEAR}))?"
        f"{TO}(?:tháng ?)?(?P<m>{NUMBER}){OF_YEAR}",
        days.months_range,
        ("Tháng 7-9/2026", "Tháng 01/2026 đến tháng 5/2026", "Từ tháng 7 đến tháng 9"),
    ),
    # Elsewhere.
    _form(
        "months-list",
        DeadlineKind.RECURRING,
        f"{IN}(?:các )?tháng ?(?P<ms>{NUMBER}(?:{AND}(?:tháng ?)?{NUMBER})+)(?P<each> {EACH_YEAR})?{OF_YEAR}",
        days.months_list,
        ("Tháng 6 và tháng 12", "Tháng 6, tháng 12 hằng năm", "Tháng 3, 6, 9, 12/2026", "Tháng 7, 8/2026"),
        takes_reading=True,
    ),
    # Elsewhere; the first months of a year are how offices report and have one meaning.
    _form(
        "half-year",
        DeadlineKind.MONTHS,
        f"{IN}(?:{BY} )?(?P<n>0?6|sáu|0?[39](?= tháng đầu)|ba(?= tháng đầu)|chín(?= tháng đầu)) tháng "
        f"(?P<half>đầu|cuối) năm(?: (?P<y>{YEAR}))?",
        days.first_months,
        ("6 tháng đầu năm 2026", "6 tháng cuối năm", "9 tháng đầu năm"),
    ),
    _form(
        "quarter",
        DeadlineKind.QUARTER,
        f"{IN}{QUY}(?P<q>{QUARTER}){OF_YEAR}",
        days.one_quarter,
        ("Quý I/2026", "Quý I năm 2026", "trong Quý I/2026", "Quý 2/2026", "Quý I"),
    ),
    # Elsewhere; a quarter's end in other words, or with "trước" the day before it begins.
    _form(
        "until-quarter",
        DeadlineKind.QUARTER,
        f"{DONE}{BEFORE_OR_BY}{QUY}(?P<q>{QUARTER}){OF_YEAR}",
        days.until_quarter,
        ("Hết quý II", "Cuối quý II/2026", "Chậm nhất trong quý III/2026", "Trước quý II/2026"),
    ),
    # Elsewhere: from … to is one window, and so are quarters of two years.
    _form(
        "quarters-range",
        DeadlineKind.QUARTERS,
        f"{DO}(?:từ |(?={QUY}{QUARTER}(?: ?/ ?| năm ){YEAR})){QUY}(?P<q1>{QUARTER})"
        f"(?:(?: ?/ ?| năm )(?P<y1>{YEAR}))?{TO}(?:{QUY})?(?P<q>{QUARTER}){OF_YEAR}",
        days.quarters_range,
        (
            "Từ quý II đến quý IV/2026",
            "Từ quý IV/2025 đến hết quý I/2026",
            "Quý IV/2025 - Quý I/2026",
        ),
    ),
    _form(
        "quarters",
        DeadlineKind.QUARTERS,
        f"{IN}{QUY}(?P<qs>{QUARTER}(?:{AND}(?:{QUY})?{QUARTER})+"
        f"|{QUARTER}(?P<to>{TO})(?:{QUY})?{QUARTER}){OF_YEAR}",
        days.several_quarters,
        ("Quý III,IV/2026", "Quý II, IV", "Quý II và Quý IV/2026", "Quý I - III/2026"),
        takes_reading=True,
    ),
    _form(
        "year",
        DeadlineKind.YEAR,
        f"{DONE}(?:(?:cả|trong|trong cả|suốt) năm|(?:vào )?năm(?= [0-9]))(?: (?P<y>{YEAR}))?",
        days.within_year,
        ("Cả năm 2026", "Cả năm", "vào năm 2030", "Năm 2026", "Trong năm 2026"),
    ),
    # Elsewhere as a deadline; programmes write it and mean that year's end.
    _form(
        "until-year",
        DeadlineKind.YEAR,
        f"{DONE}(?P<word>trước |{BY} )năm(?: (?P<y>{YEAR})|(?<=cuối năm)|(?<=hết năm))",
        days.until_year,
        ("Đến năm 2030", "Đến hết năm 2026", "Cuối năm", "Trước năm 2027"),
    ),
    # Elsewhere.
    _form(
        "years",
        DeadlineKind.YEAR,
        f"{IN}(?:(?:cả )?giai đoạn |từ năm |các năm |năm )?(?:(?<=đoạn )|(?<=năm )|(?=[0-9]))"
        f"(?P<y1>{YEAR}){TO}(?:năm )?(?P<y>{YEAR})",
        days.years_range,
        ("Giai đoạn 2026-2030", "Từ năm 2026 đến năm 2030"),
    ),
)

_RECURRING = (
    # Elsewhere: the ends of the periods named.
    _form(
        "each-period",
        DeadlineKind.RECURRING,
        f"(?:{PERIODIC}(?P<u1>{UNITS})(?: {ONCE})?|{DO}(?P<u2>{UNIT}) {ONCE}"
        f"|{DO}{ONCE} ?(?:/ ?|{EACH} )(?P<u3>{UNIT})|{DO}thường xuyên trong (?P<u4>tuần|tháng|{QUY}))",
        recurring.each_period,
        (
            "Hằng tháng",
            "Định kỳ hằng tháng, quý, 6 tháng, năm",
            "Hàng tuần / Hàng tháng",
            "6 tháng một lần",
            "Thường xuyên trong tháng",
        ),
    ),
    # Elsewhere.
    _form(
        "each-week",
        DeadlineKind.RECURRING,
        f"{DONE}(?:(?P<word>trước|vào|đến|{LATEST}) )?(?P<hour>{HOUR},? )?(?:ngày )?"
        f"(?P<wd>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật) {EACH} tuần",
        recurring.each_week,
        ("Trước 16 giờ ngày thứ Sáu hằng tuần", "Thứ Hai hằng tuần"),
    ),
    # Elsewhere.
    _form(
        "each-month-day",
        DeadlineKind.RECURRING,
        f"{DONE}{BEFORE_OR_ON}(?:ngày )?(?P<d>{NUMBER})(?: của)? {EACH} tháng",
        recurring.each_month,
        ("Chậm nhất vào ngày 05 hằng tháng", "Trước ngày 25 hằng tháng"),
    ),
    # Elsewhere.
    _form(
        "next-month",
        DeadlineKind.RECURRING,
        f"{DONE}{BEFORE_OR_ON}(?:ngày )?(?P<d>{NUMBER}) (?:của )?tháng {NEXT}",
        recurring.next_month,
        ("Trước ngày 05 của tháng liền kề",),
    ),
    _form(
        "each-quarter",
        DeadlineKind.RECURRING,
        f"{DONE}{BEFORE_OR_ON}(?:ngày )?(?P<d>{NUMBER}) (?:của )?tháng (?P<nth>đầu|giữa|cuối) "
        f"(?:của |{EACH} |của {EACH} )?qu[ýí]",
        recurring.each_quarter,
        ("Trước ngày 10 của tháng cuối quý", "trước ngày 10 tháng cuối của quý"),
    ),
    # Elsewhere.
    _form(
        "next-quarter",
        DeadlineKind.RECURRING,
        f"{DONE}{BEFORE_OR_ON}(?:ngày )?(?P<d>{NUMBER}) (?:của )?tháng đầu(?: tiên)? (?:của )?qu[ýí] {NEXT}",
        recurring.next_quarter,
        ("Trước ngày 05 tháng đầu quý sau",),
    ),
    _form(
        "each-year-month",
        DeadlineKind.RECURRING,
        f"{IN}tháng ?(?P<m>{NUMBER}) {EACH_YEAR}",
        recurring.each_year_month,
        ("Tháng 10 hàng năm",),
    ),
    # Elsewhere; the same words as above for a quarter and for a day.
    _form(
        "each-year-quarter",
        DeadlineKind.RECURRING,
        f"{IN}{QUY}(?P<qs>{QUARTER}(?:{AND}(?:{QUY})?{QUARTER})*) {EACH_YEAR}",
        recurring.each_year_quarter,
        ("Quý I hàng năm", "Quý II và quý IV hằng năm"),
    ),
    _form(
        "each-year-before",
        DeadlineKind.RECURRING,
        f"{DONE}{BEFORE_OR_ON}(?:ngày )?(?P<days>{NUMBER}(?: ?[/.-] ?| tháng ){NUMBER}"
        f"(?:{AND}(?:ngày )?{NUMBER}(?: ?/ ?| tháng ){NUMBER})*) {EACH_YEAR}",
        recurring.each_year_day,
        ("Trước ngày 10/12 hàng năm", "Chậm nhất 15/12 hằng năm"),
    ),
    # Elsewhere.
    _form(
        "next-year",
        DeadlineKind.RECURRING,
        f"{DONE}{BEFORE_OR_ON}(?:ngày )?{DAY_MONTH} (?:của )?năm {NEXT}",
        recurring.next_year,
        ("Trước ngày 31/01 năm liền kề",),
    ),
)

_WITHOUT_A_DAY = (
    _form(
        "continuous",
        DeadlineKind.CONTINUOUS,
        f"{ALWAYS}(?:,? (?:trong|cả|trong cả|suốt) (?:năm|giai đoạn)(?: {YEAR})?(?:{TO}{YEAR})?)?"
        f"(?:,? (?:theo|khi) (?!{UNIT}\\b){FREE})?",
        waiting.no_day,
        ("Thường xuyên", "Thường xuyên trong năm", "Nhiệm vụ thường xuyên", "Liên tục"),
    ),
    # Elsewhere: the work has no end, its reports are due at the ends of the periods named.
    _form(
        "continuous-reporting",
        DeadlineKind.CONTINUOUS,
        f"{ALWAYS}(?: trong năm)?(?:,| và|;)? {PERIODIC}(?P<units>{UNITS})",
        recurring.continuous_reporting,
        ("Thường xuyên, hằng tháng", "Thường xuyên, định kỳ báo cáo theo Quý"),
    ),
    # Elsewhere.
    _form(
        "continuous-from",
        DeadlineKind.CONTINUOUS,
        f"{DO}(?:bắt đầu |áp dụng )?(?:kể )?từ (?:{QUY}(?P<q>{QUARTER})"
        f"|(?:ngày )?(?P<d>{NUMBER})(?: ?/ ?| tháng )(?P<dm>{NUMBER})|tháng ?(?P<m>{NUMBER})|năm(?= [0-9]))"
        f"(?:(?:{SLASH}| )(?P<y>{YEAR}))?(?: trở đi)?(?:,? (?:và )?{ALWAYS})?",
        waiting.continuous_from,
        ("Từ Quý I/2026", "Từ tháng 3/2026", "Từ ngày 01/3/2026"),
    ),
    _form(
        "after-event",
        DeadlineKind.AFTER_EVENT,
        f"{DO}{DONE}(?:trong )?(?:thời hạn |vòng |thời gian )?(?:tối đa |không quá |{LATEST} )?(?:sau )?"
        "(?P<n>[0-9]{1,3}) (?P<unit>ngày làm việc|ngày|tuần|tháng|năm),? (?:(?:tính |kể )?từ|sau) "
        f"(?:(?:ngày )?(?P<on>{DAY})(?: ?\\({FREE}\\))?|(?:ngày |khi |thời điểm |lúc )?(?P<event>{FREE}))",
        waiting.after_event,
        (
            "Trong thời hạn 15 ngày kể từ ngày Thủ tướng Chính phủ ban hành kế hoạch",
            "10 ngày làm việc sau khi Nghị quyết được ban hành",
            "Sau 03 tháng kể từ khi có văn bản của Trung ương",
            "30 ngày kể từ ngày 01/3/2026",
        ),
    ),
    # Elsewhere.
    _form(
        "event-named",
        DeadlineKind.AFTER_EVENT,
        f"{DO}{DONE}(?:ngay sau khi|ngay khi|sau khi) (?P<event>{FREE})",
        waiting.event_named,
        ("Ngay sau khi có hướng dẫn của Bộ Nội vụ",),
    ),
    _form(
        "on-instruction",
        DeadlineKind.ON_INSTRUCTION,
        f"{DO}(?:định kỳ )?(?:(?:theo|tu[ỳ] ?theo|tùy theo|(?:tùy|tuỳ|phụ) thuộc(?: vào)?|căn cứ(?: vào)?"
        f"|khi (?:có|phát sinh|được)) (?!(?:từng )?{UNIT}(?:$|[ ,;.])){FREE}|đột xuất|khi phát sinh)",
        waiting.no_day,
        (
            "Theo hướng dẫn của cấp trên",
            "Theo yêu cầu của Bộ Nội vụ",
            "Theo thời gian đánh giá hàng năm của Bộ Y tế",
            "Theo kế hoạch của tỉnh",
            "Tuỳ thuộc vào thời điểm Luật sửa đổi",
        ),
    ),
    _form("none", DeadlineKind.NONE, "", waiting.no_day, ("",)),
)

FORMS: tuple[DeadlineWording, ...] = (*_DAYS, *_WINDOWS, *_RECURRING, *_WITHOUT_A_DAY)
"""Every wording the portal understands; no text matches two of them."""
