"""Links to places in documents, in the words by which a reader would look them up."""

from generator.model import records
from generator.model.portal import Portal
from generator.view import views
from generator.view.anchors import place_url
from generator.view.values import Values


def place_link(values: Values, source: records.Source) -> views.Link:
    """Return a link to the place of a source; its text names document and place."""
    text = f"{values.source_label(source.document)}, {values.at(source)}"
    return views.Link(text, place_url(values.portal, source.document, source.at, source.row))


def citation_link(portal: Portal, citation: records.Citation) -> views.Link:
    """Return a link to a place that cites a document; its text names only the place."""
    return views.Link(citation.at, place_url(portal, citation.document, citation.at))
