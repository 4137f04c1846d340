"""Reads, checks and writes the data files, and reads their history from git.

In: the files of ``data/``, git commits, the string catalogues.
Out: a checked `Portal`, all `Problem`s, the history, bytes to write.
"""
