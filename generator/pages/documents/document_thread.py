"""Relations between documents: what a text states about others, and which places cite which documents."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import records
from generator.pages.documents.places import citation_link, place_link
from generator.view import urls, views
from generator.view.anchors import cited_anchor, citing_places, place_url, printed_order, row_anchor
from generator.view.values import Values

BELOW = 8
"""Most documents below a document that its thread names; for the rest it links to the page of plans."""

DEEPEST = 4
"""Most steps upward for which the thread follows relations."""


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation to another document in words, and the place in a text that states it."""

    words: views.Value
    source: views.Link


@dataclass(frozen=True, slots=True)
class CitingLine:
    """A place of a document and the documents that it cites."""

    place: views.Link
    anchor: str
    """Anchor of this line; empty if another row of the page shows the place."""
    documents: tuple[views.Link, ...]


@dataclass(frozen=True, slots=True)
class CitedLine:
    """A document that cites this one, and the places where it does."""

    document: views.Link
    places: tuple[views.Link, ...]


def full_name(record: records.Document) -> str:
    """Return a name that needs no context: kind and symbol, or kind and title."""
    if record.symbol:
        return f"{record.kind} {record.symbol}"
    title = record.title or ""
    if not title or title.lower().startswith(record.kind.lower()):
        return title or record.kind
    return f"{record.kind} {title[:1].lower()}{title[1:]}"


def thread(values: Values, document_id: str) -> tuple[views.ThreadNode, ...]:
    """Return the documents on which a document is based, the document itself, and those based on it."""
    record = values.portal.documents[document_id].record
    here = views.ThreadNode(_entitled(record), "", "", here=True)
    nodes: list[views.ThreadNode] = []
    for other, located in values.portal.documents.items():
        for relation in located.record.relations:
            if relation.document == document_id and relation.type != "issues":
                nodes.append(_node(values, other, f"documents.down.{relation.type}", relation))
            elif other == document_id and relation.type == "issues":
                nodes.append(_node(values, relation.document, "documents.down.issues", relation))
    if len(nodes) > BELOW:
        more = values.t("documents.down.more", count=str(len(nodes) - BELOW))
        nodes[BELOW:] = [views.ThreadNode(more, urls.PLANS, "")]
    return (*_above(values, document_id, {document_id}, 0), here, *nodes)


def _above(values: Values, document_id: str, seen: set[str], depth: int) -> Iterator[views.ThreadNode]:
    """Yield the documents above a document, highest first, each once (`seen` are those already named)."""
    if depth >= DEEPEST:
        return
    lower = values.source_label(document_id)
    record = values.portal.documents[document_id].record
    above = [(r.document, f"documents.up.{r.type}", r) for r in record.relations if r.type != "issues"]
    for other, located in values.portal.documents.items():
        above += [
            (other, "documents.up.issues", r)
            for r in located.record.relations
            if r.document == document_id and r.type == "issues"
        ]
    for other, key, relation in above:
        if other in seen:
            continue
        seen.add(other)
        yield from _above(values, other, seen, depth + 1)
        yield _node(values, other, key, relation, lower=lower)


def _node(
    values: Values, document_id: str, key: str, relation: records.Relation, *, lower: str = ""
) -> views.ThreadNode:
    record = values.portal.documents[document_id].record
    held = values.t("site.document.held" if record.held else "site.document.only-cited")
    place = f"{values.source_label(relation.source.document)}, {values.at(relation.source)}"
    note = f"{values.t(key, document=lower, place=place)} · {held}"
    return views.ThreadNode(_entitled(record), urls.document(document_id), note)


def _entitled(record: records.Document) -> str:
    """Return name and title in one line."""
    title = record.title if record.symbol else None
    return f"{full_name(record)}: {title}" if title else full_name(record)


def relations(values: Values, document_id: str) -> Iterator[RelationLine]:
    """Yield the relations of a document in words, each with the place that states it."""
    for other, located in values.portal.documents.items():
        for relation in located.record.relations:
            if document_id not in {other, relation.document}:
                continue
            text = values.t(
                f"documents.relation.{relation.type}",
                lower=values.source_label(other),
                upper=values.source_label(relation.document),
            )
            yield RelationLine(values.value(text, located, "relations"), place_link(values, relation.source))


def cited_lines(values: Values, record: records.Document) -> tuple[CitedLine, ...]:
    """Return the documents that cite this one, each with the places where it does."""
    found: dict[str, list[views.Link]] = {}
    for citation in record.cited_at:
        found.setdefault(citation.document, []).append(citation_link(values.portal, citation))
    return tuple(
        CitedLine(views.Link(values.source_label(document_id), urls.document(document_id)), tuple(places))
        for document_id, places in found.items()
    )


def cites(values: Values, document_id: str) -> tuple[CitingLine, ...]:
    """Return what a document cites, place by place in printed order."""
    places = citing_places(values.portal, document_id)
    return tuple(
        CitingLine(
            place=views.Link(at, place_url(values.portal, document_id, at)),
            anchor=""
            if row_anchor(values.portal, document_id, at)
            else cited_anchor(values.portal, document_id, at),
            documents=tuple(values.document_link(other) for other in places[at]),
        )
        for at in sorted(places, key=printed_order)
    )
