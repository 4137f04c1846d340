"""Downloads that machines read.

In: a measured portal.
Out: tables as CSV, JSON and XLSX, the API, data package, DCAT and feeds, as bytes.
"""
