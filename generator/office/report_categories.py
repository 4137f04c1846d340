"""The categories in which a Word report counts tasks, and names of its chapters, as report 205 has them."""

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.measures.metrics import Measured, Standing
from generator.measures.place import Place
from generator.measures.reported import Reported
from generator.measures.schedule import Schedule
from generator.model import records
from generator.model.portal import Portal, Task
from generator.view.values import PLACE_ORDER

ON_TIME = "on-time"
IN_PROGRESS = "in-progress"
ASKED = (ON_TIME, IN_PROGRESS, Place.OVERDUE.value)
"""What part I.4 of report 205 counts, in its order: done on time, under way within the deadline, overdue."""

REPORT = "Báo cáo"
"""Kind of the documents whose names of areas a report takes over."""


def category_of(standing: Standing) -> str:
    """The category of one task: its place, of which two are divided as report 205 divides them.

    What is done and cannot be told to be on time, and what is not due and not reported under way, stays in
    the place itself: nobody has said more of it.
    """
    facts = standing.facts
    if standing.place is Place.DONE and facts.schedule is Schedule.ON_TIME:
        return ON_TIME
    if standing.place is Place.NOT_DUE and facts.reported is Reported.IN_PROGRESS:
        return IN_PROGRESS
    return standing.place.value


def categories(measured: Measured, tasks: Iterable[Task]) -> Mapping[str, int]:
    """Number of tasks in each category, those of report 205 first and even when empty; the sum is all."""
    found = Counter(category_of(measured.standings[task.key]) for task in tasks)
    rest = (place.value for place in PLACE_ORDER if place.value in found)
    return {category: found[category] for category in dict.fromkeys((*ASKED, *rest))}


def chapter_name(portal: Portal, area: records.Area) -> str:
    """The area as the latest report that names it calls it, abbreviations written out; else its own name."""
    named = [
        (document.date, alias.name)
        for alias in area.aliases
        for document in [portal.documents[alias.document].record]
        if document.kind == REPORT and document.date is not None
    ]
    return _written_out(portal, max(named)[1]) if named else area.name


def _written_out(portal: Portal, name: str) -> str:
    full = {term.record.term: term.record.full for term in portal.glossary if term.record.full}
    return " ".join(full.get(word, word) for word in name.split(" "))
