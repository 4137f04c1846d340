"""Excel and Word, in and out.

In: a portal, or the bytes of a stranger's file.
Out: forms and reports as bytes; data files as they would be, or problems.
"""
