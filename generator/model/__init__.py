"""What the data mean: records, scalars, quarters, deadlines and the `Portal` that holds them.

In: plain values that others have read.
Out: immutable typed values; nothing here reads a file or knows a word of the site.
"""
