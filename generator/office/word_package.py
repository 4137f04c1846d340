"""Opens a Word file that somebody sent, after checking that it is harmless."""

from io import BytesIO

from docx import api

from generator.office.package_limits import DOCUMENT, FileRefusedError, weighed
from generator.office.word_tables import Block, blocks


def open_document(data: bytes) -> tuple[Block, ...]:
    """Return the paragraphs and tables of a .docx in printed order.

    Raises:
        RefusedError: It is not a Word file, is damaged or encrypted, has macros, or exceeds a limit.
    """
    weighed(data, DOCUMENT)
    try:
        return tuple(blocks(api.Document(BytesIO(data))))
    except (FileRefusedError, MemoryError):
        raise
    except Exception as error:  # the library raises too many kinds of errors for damaged files to list them
        raise FileRefusedError("damaged") from error
