"""The fields of an indicator. Not a published table."""

from collections.abc import Mapping

from generator.model import records
from generator.model.portal import Located
from generator.view.fields.field import Field, declared

INDICATORS: tuple[Field[Located[records.Indicator]], ...] = declared(
    records.Indicator,
    (
        Field("id"),
        Field("name"),
        Field("short_name"),
        Field("unit"),
        Field("direction"),
        Field("lead", ids="agencies"),
        Field("headline"),
    ),
)

ON_PAGE = "The indicator's page shows it."

LEFT_OUT: Mapping[str, str] = {
    "scale": ON_PAGE,
    "lead_source": ON_PAGE,
    "measured_by": ON_PAGE,
    "explanation": ON_PAGE,
    "lang": "Language of the short name, for screen readers.",
    "source": ON_PAGE,
    "note": ON_PAGE,
}
"""Fields of an indicator's record that are not declared above, with the reason."""
