"""How many agencies owe a report, in words: the same on every page, in messages and in the Word report."""

from generator.data.catalogue import TextOf
from generator.measures.reporters import PlanReporters
from generator.model import wording
from generator.view.values import Values


def agencies_words(t: TextOf, reporters: PlanReporters) -> str:
    """Return “cơ quan văn bản nêu tên”; it says if the texts do not name all who owe a report."""
    return t("reporters.agencies" if reporters.complete else "reporters.agencies-incomplete")


def addressee(values: Values) -> str:
    """Say where reports on the headline plan go, as its text says, and that nobody owes the portal one."""
    body = values.portal.plans[values.portal.settings.headline_plan].record.reporting_to
    if body is None:
        return values.t("reporters.addressee-none")
    return values.t("reporters.addressee", body=values.agency_name(body))


def named_count(t: TextOf, reporters: PlanReporters) -> str:
    """Return the number of agencies that owe a report, with `agencies_words`."""
    return f"{wording.number(reporters.wanted)} {agencies_words(t, reporters)}"


def known_count(t: TextOf, reporters: PlanReporters) -> str:
    """Return of how many of them a report or form is known, out of that number."""
    return f"{wording.number(len(reporters.known))} / {named_count(t, reporters)}"
