"""The parts that pages are made with, put together once for a site; each page is handed those it needs."""

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
    """A measured portal in the words of a catalogue, and what is known of its site beside the data."""

    values: Values
    task_views: TaskViews
    threads: Threads
    notices: Notices
    citations: Citations
    json_ld: JsonLd
    site_url: str
    """Where the site stands, ending in ``/``; empty while nobody has decided."""
    history: History
    previous: str
    """SHA-256 of the manifest published before; empty when not known."""

    @classmethod
    def of(
        cls,
        measured: Measured,
        catalogue: Catalogue,
        site_url: str = "",
        history: History = NO_HISTORY,
        previous: str = "",
    ) -> "Presentation":
        """The parts of a measured portal."""
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
            history=history,
            previous=previous,
        )
