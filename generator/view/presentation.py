"""Bundles what pages are made with. Made once per site; each page function gets only the parts it needs."""

from dataclasses import dataclass

from generator.data.catalogue import Catalogue
from generator.data.history import NO_HISTORY, History
from generator.measures.metrics import Measured
from generator.view.citations import Citations
from generator.view.json_ld import JsonLd
from generator.view.notices import Notices
from generator.view.task_views import TaskViews
from generator.view.threads import Threads
from generator.view.values import Values


@dataclass(frozen=True, slots=True)
class Presentation:
    """The parts for one portal and language, and facts about the site that are not in the data."""

    values: Values
    task_views: TaskViews
    threads: Threads
    notices: Notices
    citations: Citations
    json_ld: JsonLd
    site_url: str
    """Address of the site, ending in ``/``; empty while not decided."""
    history: History
    previous: str
    """SHA-256 of the previously published manifest; empty if not known, `urls.FIRST` if there is none."""

    @classmethod
    def of(
        cls,
        measured: Measured,
        catalogue: Catalogue,
        site_url: str = "",
        history: History = NO_HISTORY,
        previous: str = "",
    ) -> "Presentation":
        """Make all parts for a measured portal."""
        values = Values(measured, catalogue)
        address = f"{site_url.rstrip('/')}/" if site_url else ""
        return cls(
            values=values,
            task_views=TaskViews(values),
            threads=Threads(values),
            notices=Notices(values),
            citations=Citations(values, address),
            json_ld=JsonLd(measured.portal, address),
            site_url=address,
            history=history.up_to(measured.as_of),
            previous=previous,
        )
