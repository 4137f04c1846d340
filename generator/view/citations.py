"""How a record is cited: ready to copy, with the latest frozen state that holds it."""

from generator.model import wording
from generator.model.portal import Plan
from generator.view import urls
from generator.view.values import Values


class Citations:
    """Citations of the records of a site that stands at an address (empty while nobody has decided)."""

    def __init__(self, values: Values, site_url: str) -> None:
        self.values = values
        self.site_url = site_url

    def cite(self, number: str, title: str, plan: Plan, url: str) -> str:
        """A citation of one record, ready to copy, with the latest snapshot that holds it, if one does."""
        settings = self.values.portal.settings
        cited = self.values.t(
            "site.cite",
            name=settings.name,
            number=number,
            title=title,
            plan=plan.record.short_title,
            source=self.values.source_label(plan.record.document),
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
