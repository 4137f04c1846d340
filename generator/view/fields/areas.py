"""The fields of an area. Not a published table, and not in the API."""

from collections.abc import Mapping

from generator.model import records
from generator.model.portal import Located
from generator.view.fields.field import Field, declared

AREAS: tuple[Field[Located[records.Area]], ...] = declared(
    records.Area,
    (
        Field("id"),
        Field("name"),
        Field("short_name"),
    ),
)

LEFT_OUT: Mapping[str, str] = {
    "aliases": "The area's page lists them with the documents that use them.",
    "source": "The receipt on the area's page shows it.",
}
"""Fields of an area's record that are not declared above, with the reason."""
