"""Official words cut short for lists and search titles; the whole stands where the link leads."""


def excerpt(text: str, limit: int) -> str:
    """The text's first words up to a length, with an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rpartition(" ")[0] or text[:limit]
    return f"{cut.rstrip(' ,;:.–-(“')}…"
