"""The data model: records, scalars, quarters, deadlines and the `Portal` that holds them all.

In: plain values that `data` has read from the files.
Out: immutable typed values; nothing here reads a file or depends on pages, charts or downloads.
"""
