"""Makes the files for programs and spreadsheets.

In: a measured portal.
Out: tables as CSV, JSON and XLSX, the API, data package, DCAT catalogue and feeds, as bytes.
"""
