"""Pages of agencies and communes.

In: a measured portal.
Out: page specs of the list of agencies, of each agency, and of the table of communes.
"""
