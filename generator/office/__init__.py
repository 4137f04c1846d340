"""Writes Excel forms and Word reports, and imports filled-in forms and plans in Word.

In: a portal; the bytes of a Word or Excel file that somebody sent.
Out: forms and reports as bytes; the new content of data files, or problems.
"""
