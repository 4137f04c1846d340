"""The fields of a section of a plan's text. Not a published table, and not in the API."""

from collections.abc import Mapping

from generator.model import records
from generator.model.portal import Located
from generator.view.fields.field import Field, declared

SECTIONS: tuple[Field[Located[records.Section]], ...] = declared(
    records.Section,
    (
        Field("number"),
        Field("kind"),
        Field("title"),
        Field("body"),
        Field("area", ids="areas"),
        Field("agencies", ids="agencies"),
    ),
)

ROW = "Its row on the page of its document shows it."

LEFT_OUT: Mapping[str, str] = {"source": ROW, "text": ROW, "uncertain": ROW, "ocr": ROW, "note": ROW}
"""Fields of a section's record that are not declared above, with the reason."""
