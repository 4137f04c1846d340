"""The fields of an event, by which a document sets or moves a task's deadline. Not a published table."""

from generator.model import records
from generator.model.portal import Located
from generator.view.fields.field import Field, declared

EVENTS: tuple[Field[Located[records.Event]], ...] = declared(
    records.Event,
    (
        Field("task"),
        Field("kind"),
        Field("date"),
        Field("deadline", form=14),
        Field("document", ids="documents", form=18),
        Field("note"),
        Field("merged_into", ids="tasks"),
    ),
)
