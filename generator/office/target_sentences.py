"""Reads the numbers that a sentence of a plan sets as its targets; what is not plain is left unread.

“Tối thiểu 95%”, “từ 90% trở lên”, “thuộc top 5 địa phương dẫn đầu” have one meaning; ranges (80-90%), rough
numbers (khoảng 80%), changes from one number to another (từ 80% lên 90%) are for an editor to read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.model.slugs import fold

COMPARING = {
    **dict.fromkeys(("tối thiểu", "ít nhất", "không dưới", "không thấp hơn", "không ít hơn", "từ"), ">="),
    **dict.fromkeys(("không quá", "không vượt quá", "không cao hơn", "tối đa", "nhiều nhất"), "<="),
    **dict.fromkeys(("trên", "hơn"), ">"),
    "dưới": "<",
}
"""Words before a number that say how it is compared, with the sign for each; also in tables of targets."""
_UNITS = (
    r"%|phần trăm|điểm|hạng|bậc|phút|giờ|ngày làm việc|ngày|lần|cuộc|lớp|hoạt động|dịch vụ|thủ tục|hồ sơ|"
    r"văn bản|sáng kiến|mô hình|cơ quan|đơn vị|người|triệu đồng|tỷ đồng"
)
_AMOUNT = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d{1,2}"
_COUNT = re.compile(
    rf"(?:(?P<before>{'|'.join(sorted(COMPARING, key=len, reverse=True))})\s+(?:đạt\s+|là\s+)?)?"
    rf"(?<![\d.,/-])(?P<number>{_AMOUNT})\s*(?P<unit>{_UNITS})(?!\w)(?P<after>\s+trở (?:lên|xuống))?",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?P<unit>cấp độ|mức độ)\s+(?P<number>\d)(?!\d)(?P<after>\s+trở lên)?", re.IGNORECASE)
_END = r"[^,;.(]*?(?=\s+về\s|[,;.(]|$)"
_RANK = re.compile(
    rf"(?:(?:thuộc|trong|vào|đứng|nằm trong|lọt vào)\s+)*(?:top|tốp|nhóm)\s+(?P<number>\d{{1,2}})(?!\d){_END}"
    rf"|một trong (?:những |số )?(?P<among>\d{{1,2}})\s+(?:tỉnh|thành phố|địa phương|xã|phường|đơn vị){_END}"
    r"|(?:xếp|đứng)(?: hạng)? thứ (?P<place>\d{1,2})(?:/\d+)?(?P<after>\s+trở lên)?",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(rf"\b(?:{'|'.join(COMPARING)})\s*:\s*\d", re.IGNORECASE)
"""A comparison meant for all numbers of a list (“Đạt tối thiểu: 60% …; 80% …”)."""
_ROUGH = re.compile(r"(?:khoảng|gần|xấp xỉ|(?:cao|thấp|nhiều|ít)(?: hơn)?)\s+$", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–]|đến|lên)\s*\d")
_CLAUSES = re.compile(r"(?<=[;.])\s+|,?\s*(?=trong đó,? )", re.IGNORECASE)
_HEAD = re.compile(r"(?:các )?(chỉ số|mức độ|tỷ lệ|tỉ lệ)\b", re.IGNORECASE)
_LISTED = re.compile(r"\s*[;,]\s*(?=(?:chỉ số|mức độ|tỷ lệ|tỉ lệ) )", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?:trong đó|và|phấn đấu|bảo đảm|đảm bảo|duy trì|đạt|có|tỷ lệ|tỉ lệ)\b[,:]?\s*)+", re.IGNORECASE
)
_CLOSING = re.compile(
    r"(?:\s+(?:đạt|là|ở mức|chiếm|phấn đấu|duy trì|tỷ lệ|tỉ lệ|tiếp tục|với))+\s*$", re.IGNORECASE
)
_EXCEPT = re.compile(r"\s*\((trừ [^()]*)\)", re.IGNORECASE)
_AGAINST = re.compile(r"so với (?:cùng kỳ )?(năm \d{4}|[^,;.()]{3,60})", re.IGNORECASE)
_STRETCH = re.compile(r"[,;]?\s*phấn đấu[^,;.]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadMeasure:
    """One number that a sentence sets, in the words of `records.Measure`."""

    label: str
    comparator: str
    value: str
    """With a decimal point."""
    written: str
    unit: str
    baseline: str = ""
    exception: str = ""
    stretch: "tuple[str, str, str] | None" = None
    """Comparator, value and words of the level to strive for beside it."""
    shared: bool = False
    """Whether the sentence sets one number for several things, of which this is one."""

    @property
    def direction(self) -> str:
        """``up`` or ``down`` where the comparison or a whole leaves no doubt; else empty."""
        if self.comparator in (">=", ">") or (self.unit, self.value) == ("%", "100"):
            return "up"
        return "down" if self.comparator in ("<=", "<") or self.value == "0" else ""


@dataclass(frozen=True, slots=True)
class _Number:
    begin: int
    end: int
    comparator: str
    value: str
    unit: str
    rank: bool = False


def read_sentence(text: str) -> tuple[tuple[ReadMeasure, ...], tuple[str, ...]]:
    """Return the numbers that a text sets as targets, and its parts with a number that is not read."""
    if _FOR_ALL.search(text):
        return (), (text.strip(),)
    found: list[ReadMeasure] = []
    unread: list[str] = []
    waiting: list[str] = []
    for clause in filter(None, (part.strip() for part in _CLAUSES.split(text.strip()))):
        measures = list(_clause(clause))
        if measures and waiting and _alike(waiting[-1], measures[0].label):
            first = measures[0]
            measures = [
                *(replace(first, label=_label(one), shared=True) for one in waiting),
                replace(first, shared=True),
                *measures[1:],
            ]
        if not measures and re.search(r"\d\s*%", clause):
            unread.append(clause)
        waiting = [*waiting, clause] if not measures and _HEAD.match(clause) and clause.endswith(";") else []
        found += measures
    return tuple(found), tuple(unread)


def _clause(clause: str) -> Iterator[ReadMeasure]:
    """Yield the measures of a clause; none if any of its numbers is not plain."""
    numbers = _numbers(clause)
    if not numbers:
        return
    begins = [0]
    for before, number in pairwise(numbers):
        between = clause[before.end : number.begin]
        cut = max(between.rfind(", "), between.rfind(" và "))
        if cut < 0:
            return
        begins.append(before.end + cut + (2 if between[cut] == "," else 4))
    lead, made = "", list[ReadMeasure]()
    for at, number in enumerate(numbers):
        stop = begins[at + 1] if at + 1 < len(begins) else len(clause)
        piece = clause[begins[at] : stop]
        local = replace(number, begin=number.begin - begins[at], end=number.end - begins[at])
        if made and _STRETCH.match(piece.rstrip(" .;")) and _same(made[-1], number):
            more = (number.comparator, number.value, piece.strip(" ,;."))
            made = [replace(one, stretch=more) if one.written == made[-1].written else one for one in made]
            continue
        if not piece[: local.begin].strip() and lead:
            piece, shift = f"{lead}{piece.lstrip()}", len(lead) - (len(piece) - len(piece.lstrip()))
            local = replace(local, begin=local.begin + shift, end=local.end + shift)
        after = piece[local.end :].strip(" ,;.")
        lead = piece[: local.begin] if after and len(piece[: local.begin].split()) <= _LONGEST_LEAD else ""
        made += _measures(piece, local, _AGAINST.search(clause))
    yield from made


_LONGEST_LEAD = 6
"""Most words before a number that may count for the next number as well (“Cắt giảm 50% …, 50% …”)."""


def _same(measure: ReadMeasure, number: _Number) -> bool:
    return measure.unit == number.unit and measure.stretch is None


def _numbers(clause: str) -> list[_Number]:
    """Return the numbers of a clause in order; none if one of them is rough or a range."""
    found: list[_Number] = []
    for pattern in (_RANK, _LEVEL, _COUNT):
        for match in pattern.finditer(clause):
            number = _number(clause, match, pattern)
            if number is None:
                return []
            if number.unit and not any(number.begin < one.end and one.begin < number.end for one in found):
                found.append(number)
    return sorted(found, key=lambda number: number.begin)


def _number(clause: str, match: re.Match[str], pattern: re.Pattern[str]) -> _Number | None:
    """Return what a number says: None if it is not plain, without unit if it is no target."""
    words = {name: (text or "").strip().lower() for name, text in match.groupdict().items()}
    if pattern is _RANK:
        fixed = words["place"] and not words["after"]
        value = words["number"] or words["among"] or words["place"]
        return _Number(*match.span(), "=" if fixed else "<=", str(int(value)), "hạng", rank=True)
    if pattern is _LEVEL:
        comparator = ">=" if words["after"] else "="
        # “mức độ 3” after “đạt” alone: elsewhere it may be the name of something.
        reached = fold(clause[: match.start()]).rstrip().endswith("dat")
        return _Number(*match.span(), comparator, words["number"], words["unit"] if reached else "")
    if _ROUGH.search(clause[: match.start()]) or _RANGE.match(clause[match.end() :]):
        return None
    unit = "%" if words["unit"] == "phần trăm" else words["unit"]
    before, after = words.get("before", ""), words["after"]
    if before in ("trên", "từ") and unit != "%" and not after:
        return _Number(*match.span(), "=", "", "")
    comparator = {"trở lên": ">=", "trở xuống": "<="}.get(after, COMPARING.get(before, "="))
    plain = comparator != "=" or unit == "%"
    return _Number(*match.span(), comparator, _amount(words["number"]), unit if plain else "")


def _amount(written: str) -> str:
    """Return a Vietnamese number with a decimal point and without zeros in front."""
    grouped = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", written)
    plain = (written.replace(".", "") if grouped else written).replace(",", ".")
    whole, point, rest = plain.partition(".")
    return f"{int(whole)}{point}{rest}"


def _measures(piece: str, number: _Number, against: re.Match[str] | None) -> Iterator[ReadMeasure]:
    """Yield the measure of a number, one for each thing that it is set for."""
    before, after = piece[: number.begin], piece[number.end :]
    written = piece[number.begin : number.end].strip()
    if number.rank and (subject := re.match(r"\s+về\s+", after)):
        before, after = "", after[subject.end() :]
    if before.count("(") > before.count(")"):
        # The number stands in brackets behind what it is about.
        before, after = before.rpartition("(")[0], after.partition(")")[2]
    label = f"{before.rstrip()} {after.lstrip()}"
    exception = _EXCEPT.search(label)
    label = _EXCEPT.sub("", label)
    things = [part for part in map(_label, _LISTED.split(label)) if part]
    for thing in things:
        if len(thing) >= _SHORTEST:
            yield ReadMeasure(
                thing,
                number.comparator,
                number.value,
                written,
                number.unit,
                baseline=against[0] if against else "",
                exception=exception[1] if exception else "",
                shared=len(things) > 1,
            )


_SHORTEST = 6
"""Fewest letters of what a number is about."""


def _label(words: str) -> str:
    """Return the words without those that only lead to the number, with a capital."""
    text = " ".join(words.split()).strip(" ,;.:")
    opening = _OPENING.match(text)
    # “Tỷ lệ …” is kept where it names the thing itself.
    if opening and not _HEAD.match(text):
        text = text[opening.end() :]
    text = _CLOSING.sub("", text).strip(" ,;.:")
    return text[:1].upper() + text[1:]


def _alike(waiting: str, label: str) -> bool:
    """Whether two clauses begin with the same kind of thing, so that one number is meant for both."""
    heads = [_HEAD.match(text) for text in (waiting, label)]
    return all(heads) and len({head[1].lower() for head in heads if head}) == 1
