"""Shows notes on sources that disagree, beside the records that they are about."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from generator.measures.consistency import Disagreement, Finding, findings
from generator.model import records
from generator.model.portal import Located
from generator.view import views
from generator.view.anchors import place_url
from generator.view.fields.notes import NOTES
from generator.view.shown_fields import noted_fields
from generator.view.values import Values

BESIDE_NOTHING = frozenset({"without-upstream", "targets-other-scope"})
"""Codes of findings about whole plans, or about plans that may differ; shown on the page of findings only."""


class Notices:
    """Makes views of a portal's consistency notes and findings."""

    def __init__(self, values: Values) -> None:
        self.values = values

    def about(self, ref: str) -> tuple[views.Notice, ...]:
        """Return the editors' notes about a record, then computed findings that no note explains.

        Slips of print are left out; they stand on the page of their document.
        """
        notes = self.values.portal.notes_about.get(ref, ())
        recorded = tuple(self.notice(note) for note in notes if note.record.kind != "print")
        computed = tuple(
            views.Notice(
                f"may-{place}-{finding.code}", self.values.t("lint.page.computed"), self.finding(finding), ()
            )
            for place, finding in enumerate(self._unexplained.get(ref, ()), 1)
        )
        return recorded + computed

    @cached_property
    def findings(self) -> Sequence[Finding]:
        """All computed findings (see `measures.consistency`)."""
        return findings(self.values.portal)

    @cached_property
    def _unexplained(self) -> Mapping[str, Sequence[Finding]]:
        """Findings that no note explains, by the reference of each record they are about."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if not finding.notes and finding.code not in BESIDE_NOTHING:
                for ref in finding.about:
                    found.setdefault(ref, []).append(finding)
        return found

    def finding(self, finding: Finding) -> views.Value:
        """Return a finding in words."""
        text = self.values.t(f"lint.{finding.code}", **dict(finding.params))
        receipt = views.Receipt(f"lint:{finding.code}", finding.place)
        return views.Value(text, finding.code, receipt)

    def notice(self, note: Located[records.ConsistencyNote]) -> views.Notice:
        """Return the view of an editors' note, with links to its sources."""
        sources = tuple(
            views.Link(
                f"{self.values.source_label(s.document)}, {self.values.at(s)}",
                place_url(self.values.portal, s.document, s.at, s.row),
            )
            for s in note.record.sources
        )
        kind = self.values.code_word(records.ConsistencyNote, "kind", note.record.kind)
        receipt = views.Receipt(note.ref, note.place)
        statement = views.Value(note.record.statement, note.record.id, receipt)
        fields = noted_fields(self.values, note, NOTES, Disagreement(note.record.kind, note=note))
        return views.Notice(note.record.id, kind, statement, sources, fields)
