"""Compares the cut-offs of the forms of one import: a quarter's results of a plan have one.

What the data have already recorded is right; else what most forms of the plan say; of two that are said
equally often, what most forms of all plans say, else the day that the plans' texts set. Names of files and
their order have no say.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from generator.data.catalogue import Catalogue
from generator.data.problems import Problem
from generator.measures.reporters import reporting_day
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.file_problems import Complaints
from generator.office.understood_form import UnderstoodForm


class Cutoffs:
    """Knows the right cut-off of each plan that the forms ask about."""

    def __init__(
        self, portal: Portal, quarter: Quarter, forms: Sequence[UnderstoodForm], catalogue: Catalogue
    ) -> None:
        self.portal = portal
        self.quarter = quarter
        self.catalogue = catalogue
        said: dict[str, Counter[date]] = {}
        sure: dict[str, Counter[date]] = {}
        for form in forms:
            for plan in form.plans if form.cutoff is not None else ():
                votes = [said, sure] if self._is_recorded(form) else [said]
                for found in votes:
                    found.setdefault(plan, Counter())[form.cutoff or date.min] += 1
        self.said = said
        self.sure = sure
        """What the forms say whose day the results of one of their plans have: a form has one day for all."""
        self.of_all = Counter(form.cutoff for form in forms if form.cutoff is not None)
        self.right = {plan: self._right(plan, votes) for plan, votes in said.items()}

    @property
    def by_plan(self) -> Mapping[str, date]:
        """The cut-off of each plan on which the forms agree."""
        return {plan: days[0] for plan, days in self.right.items() if len(days) == 1}

    def problems(self, form: UnderstoodForm) -> Iterator[Problem]:
        """Yield the problem of a form whose cut-off is not the right one."""
        if self._is_recorded(form):
            return
        for plan in form.plans if form.cutoff is not None else ():
            right = self.right[plan]
            if right != [form.cutoff]:
                yield self._differs(form, plan, right)
                return

    def _right(self, plan: str, votes: Counter[date]) -> list[date]:
        """The days that may be right: one, or several that nothing decides between."""
        sure = self.sure.get(plan)
        recorded = self._of_results(plan) or (_most(sure, sure) if sure else self._of_quarter())
        if recorded:
            among = [day for day in recorded if day in votes]
            return sorted(among, key=lambda day: -votes[day])[:1] or recorded[:1]
        first = _most(votes, votes)
        first = _most(self.of_all, first)
        asked = reporting_day(self.portal, self.quarter)
        return [asked] if asked in first and asked is not None else first

    def _is_recorded(self, form: UnderstoodForm) -> bool:
        """Whether the results of one of a form's plans have its cut-off."""
        return any(form.cutoff in self._of_results(plan) for plan in form.plans)

    def _of_results(self, plan: str) -> list[date]:
        quarters = self.portal.plans[plan].quarters
        return sorted({one.record.cutoff for one in quarters if one.quarter == self.quarter})

    def _of_quarter(self) -> list[date]:
        """Days recorded for the quarter: when it was opened, and of forms that came."""
        file = self.portal.quarter_files.get(self.quarter)
        if file is None:
            return []
        days = (file.record.cutoff, *(one.cutoff for one in file.record.receipts))
        return list(dict.fromkeys(day for day in days if day is not None))

    def _differs(self, form: UnderstoodForm, plan: str, right: list[date]) -> Problem:
        complaints = Complaints(form.file)
        cell = form.submission.head["cutoff"]
        others = self.said[plan]
        names = ("office.cutoff-said", "office.cutoff-recorded")
        allowed = (
            self.catalogue.text(names[not others[day]], day=f"{day:%d/%m/%Y}", count=others[day])
            for day in right
            if day != form.cutoff
        )
        params = {"value": f"{form.cutoff:%d/%m/%Y}", "allowed": ", ".join(allowed)}
        complaints.cell(form.submission.head_sheet, cell, "xlsx-cutoff-differs", **params)
        return complaints.problems[0]


def _most(votes: Counter[date], days: Iterable[date]) -> list[date]:
    """Those of some days that are said most often."""
    found = sorted(days)
    most = max(votes[day] for day in found)
    return [day for day in found if votes[day] == most]
