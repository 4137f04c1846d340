"""Stage 6, the shared part: records → views with receipts, spelled in one place for every page.

Page modules ask `Kernel` for values, marks, rows, grids and threads; none of them builds a
`Receipt` of its own from a path or a line number. It is built in layers: values (`kernel_values`), tasks
(`kernel_tasks`), threads (`kernel_threads`), and here what is said about any record.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from generator.measures.consistency import Finding, findings
from generator.model import records
from generator.model.portal import Located, Plan, Report
from generator.view import urls, views
from generator.view.anchors import place_url
from generator.view.kernel_threads import Threads

BESIDE_NOTHING = frozenset({"without-upstream", "targets-other-scope"})
"""Findings about whole plans or about plans that may differ: they stand on their own page only."""


class Kernel(Threads):
    """Turns a measured portal into views. Pure: the same portal gives the same views."""

    def citation(self, number: str, title: str, plan: Plan, url: str) -> str:
        """A citation of one record, ready to copy, with the latest snapshot that holds it, if one does."""
        settings = self.portal.settings
        cited = self.t(
            "site.cite",
            name=settings.name,
            number=number,
            title=title,
            plan=plan.record.short_title,
            source=self.source_label(plan.record.document),
            day=self.day(self.measured.as_of),
            url=f"{self.site_url}{url}",
        )
        for quarter in reversed(self.portal.closed_quarters):
            if f"{plan.id}/{number}" in self.frozen_tasks[quarter]:
                kept = f"{urls.snapshot_plan(quarter, plan.id)}#{urls.anchor('nv', number)}"
                return self.t(
                    "site.cite-snapshot", cited=cited, quarter=quarter.label, url=f"{self.site_url}{kept}"
                )
        return cited

    def notices(self, ref: str) -> tuple[views.Notice, ...]:
        """Consistency notes about a record, in neutral words, with their sources."""
        recorded = tuple(self.notice(note) for note in self.portal.notes_about.get(ref, ()))
        computed = tuple(
            views.Notice(
                f"may-{place}-{finding.code}", self.t("lint.page.computed"), self.finding(finding), ()
            )
            for place, finding in enumerate(self._unexplained.get(ref, ()), 1)
        )
        return recorded + computed

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """What can be computed of the sources' own consistency."""
        return findings(self.portal)

    @cached_property
    def _unexplained(self) -> Mapping[str, Sequence[Finding]]:
        """Findings that no recorded note explains, by the records they stand beside."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if not finding.notes and finding.code not in BESIDE_NOTHING:
                for ref in finding.about:
                    found.setdefault(ref, []).append(finding)
        return found

    def finding(self, finding: Finding) -> views.Value:
        """A finding in words."""
        text = self.t(f"lint.{finding.code}", **dict(finding.params))
        receipt = views.Receipt(f"lint:{finding.code}", finding.place)
        return views.Value(text, finding.code, receipt)

    def notice(self, note: Located[records.ConsistencyNote]) -> views.Notice:
        """One consistency note."""
        sources = tuple(
            views.Link(
                f"{self.source_label(s.document)}, {self.at(s)}",
                place_url(self.portal, s.document, s.at, s.row),
            )
            for s in note.record.sources
        )
        kind = self.t(f"site.consistency.{note.record.kind}")
        receipt = views.Receipt(note.ref, note.place)
        return views.Notice(
            note.record.id, kind, views.Value(note.record.statement, note.record.id, receipt), sources
        )

    def is_before_merger(self, report: Report) -> bool:
        """Whether a report's period ended before the merger of July 2025: figures of the city as it was."""
        merger = self.portal.settings.merger
        return merger is not None and report.record.period.last < merger

    def latest_observation(self, indicator_id: str) -> tuple[Report, Located[records.Observation]] | None:
        """The newest published result of an indicator, by the end of its report's period."""
        found = [
            (report, located)
            for report, located in self.portal.observations()
            if located.record.indicator == indicator_id and located.record.kind == "result"
        ]
        return max(found, key=lambda pair: pair[0].record.period.last, default=None)
