"""Shortens official wording for lists and search results; the linked page has the full text."""


def excerpt(text: str, limit: int) -> str:
    """Return the text cut after a word to about `limit` characters, with “…” if something was cut."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rpartition(" ")[0] or text[:limit]
    return f"{cut.rstrip(' ,;:.–-(“')}…"
