"""Links to places in held documents, worded as a reader would look them up."""

from generator.model import records
from generator.model.portal import Portal
from generator.view import views
from generator.view.anchors import place_url
from generator.view.values import Values


def place_link(values: Values, source: records.Source) -> views.Link:
    """Link to the place a source names, worded with the document."""
    text = f"{values.source_label(source.document)}, {values.at(source)}"
    return views.Link(text, place_url(values.portal, source.document, source.at, source.row))


def citation_link(portal: Portal, citation: records.Citation) -> views.Link:
    """Link to a place that cites a document, worded without that document's name."""
    return views.Link(citation.at, place_url(portal, citation.document, citation.at))
