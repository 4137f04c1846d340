"""Words how a record is cited, for readers to copy."""

from generator.model import wording
from generator.model.portal import Plan
from generator.view import urls
from generator.view.values import Values


class Citations:
    """Makes citations of a portal's records; `site_url` is the site's address, empty while not decided."""

    def __init__(self, values: Values, site_url: str) -> None:
        self.values = values
        self.site_url = site_url

    def cite(self, number: str, title: str, plan: Plan, url: str) -> str:
        """Return the citation of one record, with a link to the latest snapshot that has it, if there is one.

        Args:
            number: Number of the record as printed.
            title: Its title.
            plan: The plan it is in.
            url: Its page, relative to the site's root.
        """
        settings = self.values.portal.settings
        source = self.values.source_label(plan.record.document)
        # A document without a number is called by the name of its plan, which is not said twice.
        cited = self.values.t(
            "site.cite" if source != plan.record.short_title else "site.cite-unnumbered",
            name=settings.name,
            number=number,
            title=quoted(title),
            plan=plan.record.short_title,
            source=source,
            day=wording.day(self.values.measured.as_of),
            url=f"{self.site_url}{url}",
        )
        for quarter in reversed(self.values.portal.closed_quarters):
            if f"{plan.id}/{number}" in self.values.measured.frozen_tasks[quarter]:
                kept = f"{urls.snapshot_plan(quarter, plan.id)}#{urls.anchor('nv', number)}"
                return self.values.t(
                    "site.cite-snapshot", cited=cited, quarter=quarter.label, url=f"{self.site_url}{kept}"
                )
        return cited


def quoted(title: str) -> str:
    """A title for use between quotation marks, without its full stop: the citation has its own."""
    return title.rstrip(".… ")
