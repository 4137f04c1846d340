"""A returned form after its cells were read, before it is compared with the other forms of the import."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.data.problems import Problem
from generator.model.quarter_records import FormReceipt
from generator.office.duties import Form
from generator.office.entries import RowEntry
from generator.office.submission import Submission


@dataclass(frozen=True, slots=True)
class UnderstoodForm:
    """One agency's file whose owner and quarter are clear; single cells may still be wrong."""

    file: str
    form: Form
    submission: Submission
    entries: tuple[RowEntry, ...]
    problems: tuple[Problem, ...]
    cutoff: date | None
    """Day of its figures; None if the cell is empty or wrong."""
    receipt: FormReceipt | None
    """What is recorded of its coming in; None without a cut-off."""

    @property
    def agency(self) -> str:
        """Id of the agency."""
        return self.form.agency

    @property
    def plans(self) -> tuple[str, ...]:
        """Ids of the plans that the form asks about."""
        return tuple(dict.fromkeys(duty.plan.id for duty in self.form.duties))


def by_agency(forms: list[UnderstoodForm]) -> list[tuple[UnderstoodForm, ...]]:
    """Return the forms of each agency, the plainest name first: copies have longer ones, “a (1).xlsx”."""
    ordered = sorted(forms, key=lambda one: (one.agency, len(one.file), one.file))
    return [tuple(group) for _, group in groupby(ordered, key=lambda one: one.agency)]
