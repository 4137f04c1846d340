"""Data files in and out.

In: bytes of ``data/``, of git and of the catalogues.
Out: a checked `Portal`, every `Problem`, the history, bytes to write.
"""
