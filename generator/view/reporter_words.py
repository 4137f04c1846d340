"""How many agencies owe a report, in words: the same on every page, in messages and in the Word report."""

from generator.data.catalogue import TextOf
from generator.measures.reporters import PlanReporters
from generator.model import wording


def agencies_words(t: TextOf, reporters: PlanReporters) -> str:
    """Return “cơ quan văn bản nêu tên”; it says if the texts do not name all who owe a report."""
    return t("reporters.agencies" if reporters.complete else "reporters.agencies-incomplete")


def named_count(t: TextOf, reporters: PlanReporters) -> str:
    """Return the number of agencies that owe a report, with `agencies_words`."""
    return f"{wording.number(reporters.wanted)} {agencies_words(t, reporters)}"


def known_count(t: TextOf, reporters: PlanReporters) -> str:
    """Return of how many of them a report or form is known, out of that number."""
    return f"{wording.number(len(reporters.known))} / {named_count(t, reporters)}"
