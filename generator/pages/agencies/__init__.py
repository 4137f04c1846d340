"""Pages of agencies and communes.

In: a measured portal.
Out: the index, a page an agency, the table of communes.
"""
