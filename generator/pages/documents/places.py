"""Links to places in held documents, worded as a reader would look them up."""

from generator.model import records
from generator.view import views
from generator.view.anchors import place_url
from generator.view.kernel import Kernel


def place_link(kernel: Kernel, source: records.Source) -> views.Link:
    """Link to the place a source names, worded with the document."""
    text = f"{kernel.source_label(source.document)}, {kernel.at(source)}"
    return views.Link(text, place_url(kernel.portal, source.document, source.at, source.row))


def citation_link(kernel: Kernel, citation: records.Citation) -> views.Link:
    """Link to a place that cites a document, worded without that document's name."""
    return views.Link(citation.at, place_url(kernel.portal, citation.document, citation.at))
