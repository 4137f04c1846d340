"""The sentence that opens a page about a set of tasks, the same on every page, chart and list.

Every number in it is that of one place (`Place`), so it agrees with the sum, the grid and the charts. What
is overdue or was done late comes first. Without any report nobody can be called late: the sentence then only
says what fell due and what documents prove.
"""

from generator.measures.metrics import Counts
from generator.measures.place import Place
from generator.model import wording
from generator.view import views
from generator.view.scopes import Scope
from generator.view.sentences import joined, sentence
from generator.view.values import Values

LATE = (Place.OVERDUE, Place.DONE_LATE)
OTHERS = (Place.DUE_UNREPORTED, Place.DUE, Place.DONE)
UNREPORTED = (Place.DONE_LATE, *OTHERS)
"""Places that the sentence names without any report: a document may prove a task done, also late."""


def headline(values: Values, counts: Counts, of: Scope) -> tuple[views.Value, ...]:
    """Return the sentence: its beginning with the number of tasks, then its clauses; empty for no tasks.

    `of` are the published rows of these tasks.
    """
    if not counts.total:
        return ()
    key = "total" if counts.reported else "no-report"
    return (*_clause(values, key, counts.total, "count-total", of), *_clauses(values, counts, of))


def titled(values: Values, counts: Counts, of: Scope, plan: str) -> views.Sentence:
    """Return the same clauses as one sentence without a full stop, as for the title of a chart.

    Args:
        values: Makes the values with their receipts.
        counts: Counts of the tasks.
        of: The published rows of these tasks.
        plan: Name of the plan that the tasks belong to.
    """
    none = values.t("site.headline.none-reported")
    found = joined("; ", _clauses(values, counts, of) or (none,))
    total = values.count(counts.total, "count-total", of)
    return joined(" ", (sentence(values.t, "site.headline.total-of", count=total, plan=plan), found))


def _clauses(values: Values, counts: Counts, of: Scope) -> tuple[views.Value, ...]:
    return _reported(values, counts, of) if counts.reported else _unreported(values, counts, of)


def _reported(values: Values, counts: Counts, of: Scope) -> tuple[views.Value, ...]:
    none = values.clause(values.t("site.headline.none-late"), 0, "count-overdue", of)
    return (*(_places(values, counts, of, LATE) or (none,)), *_places(values, counts, of, OTHERS))


def _unreported(values: Values, counts: Counts, of: Scope) -> tuple[views.Value, ...]:
    proved = _clause(values, "evidenced", counts.evidenced, "count-evidenced", of)
    return (*_places(values, counts, of, UNREPORTED), *proved)


def _places(values: Values, counts: Counts, of: Scope, places: tuple[Place, ...]) -> tuple[views.Value, ...]:
    found = (_clause(values, place.value, counts.at(place), f"count-{place}", of) for place in places)
    return tuple(clause for clauses in found for clause in clauses)


def _clause(values: Values, key: str, number: int, rule: str, of: Scope) -> tuple[views.Value, ...]:
    """A clause with a number; none for the number 0."""
    words = values.t(f"site.headline.{key}", count=wording.number(number))
    return (values.clause(words, number, rule, of),) if number else ()
