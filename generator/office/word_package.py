"""A stranger's Word file handed to the library that reads Word, once it is known to be harmless."""

from io import BytesIO

from docx import api

from generator.office.package_limits import DOCUMENT, RefusedError, weighed
from generator.office.word_tables import Block, blocks


def open_document(data: bytes) -> tuple[Block, ...]:
    """The paragraphs and tables in the bytes of a .docx, in printed order.

    Raises:
        RefusedError: it is no Word file that the portal opens.
    """
    weighed(data, DOCUMENT)
    try:
        return tuple(blocks(api.Document(BytesIO(data))))
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # a library meets a damaged file in too many ways to list
        raise RefusedError("damaged") from error
