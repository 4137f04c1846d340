"""Checks references in the lists of agencies, areas, documents, indicators and consistency notes."""

from collections.abc import Collection, Mapping

from generator.data.problems import Position, Problem
from generator.data.references import References
from generator.data.suggestions import nearest
from generator.model import records
from generator.model.portal import Located, Plan


def check_registers(refs: References) -> None:
    """Check that every reference from these lists is to an entry that exists."""
    for area in refs.areas.values():
        refs.source(area)
        for index, alias in enumerate(area.record.aliases):
            refs.known("documents", alias.document, area, ("aliases", index, "document"))
    for agency in refs.agencies.values():
        _check_agency(refs, agency)
    for document in refs.documents.values():
        _check_document(refs, document)
    for indicator in refs.indicators.values():
        _check_indicator(refs, indicator)


def _check_agency(refs: References, agency: Located[records.Agency]) -> None:
    record = agency.record
    refs.source(agency)
    for index, former in enumerate(record.former_names):
        loc = ("former_names", index, "source", "document")
        refs.known("documents", former.source.document, agency, loc)
    refs.listed_agencies(agency, "members")
    if record.parent is not None and refs.known("agencies", record.parent, agency, ("parent",)):
        _check_above(refs, agency)


def _check_above(refs: References, agency: Located[records.Agency]) -> None:
    """Check that no agency is above itself; a cycle is reported once, at its first agency in the file."""
    ring = [agency.record.id]
    above = agency.record.parent
    while above is not None and above in refs.agencies and above not in ring:
        ring.append(above)
        above = refs.agencies[above].record.parent
    if above == ring[0] and ring[0] == min(ring, key=list(refs.agencies).index):
        refs.add(agency, ("parent",), "parent-cycle", value=" → ".join([*ring, above]))


def _check_document(refs: References, document: Located[records.Document]) -> None:
    record = document.record
    for index, relation in enumerate(record.relations):
        loc = ("relations", index)
        refs.known("documents", relation.document, document, (*loc, "document"))
        refs.known("documents", relation.source.document, document, (*loc, "source", "document"))
    for index, citation in enumerate(record.cited_at):
        refs.known("documents", citation.document, document, ("cited_at", index, "document"))


def _check_indicator(refs: References, indicator: Located[records.Indicator]) -> None:
    record = indicator.record
    if record.lead is not None:
        refs.known("agencies", record.lead, indicator, ("lead",))
    for field, source in (("source", record.source), ("lead_source", record.lead_source)):
        if source is not None:
            refs.known("documents", source.document, indicator, (field, "document"))


def check_notes(refs: References, plans: Mapping[str, Plan], observations: Collection[str]) -> None:
    """Check that consistency notes are about entries that exist."""
    known = {f"plan:{plan_id}" for plan_id in plans}
    for plan in plans.values():
        known |= {task.ref for task in plan.tasks.values()}
        known |= {entry.ref for entry in (*plan.targets, *plan.sections)}
    known |= {f"observation:{key}" for key in observations}
    known |= {f"document:{key}" for key in refs.documents} | {f"agency:{key}" for key in refs.agencies}
    for note in refs.root.lists["consistency"]:
        for index, ref in enumerate(note.record.about):
            if ref not in known and not refs.root.is_rejected(ref):
                kind = ref.partition(":")[0]
                near = nearest(ref, [other for other in known if other.startswith(f"{kind}:")])
                refs.add(note, ("about", index), "unknown-reference", value=ref, near=near)
        for index, source in enumerate(note.record.sources):
            refs.known("documents", source.document, note, ("sources", index, "document"))


def check_texts(refs: References) -> None:
    """Check that every held document has a text file, and every text file a document."""
    for document_id, document in refs.documents.items():
        if document.record.held and document_id not in refs.root.texts:
            refs.add(document, ("held",), "held-without-text", value=document_id)
    for document_id in refs.root.texts:
        if document_id not in refs.documents and not refs.root.is_rejected(f"document:{document_id}"):
            path, near = f"data/texts/{document_id}.txt", nearest(document_id, refs.documents)
            params = {"value": document_id, "near": near}
            refs.problems.append(Problem.make(path, Position(1, 1), "", "text-of-unknown-document", **params))
