"""The fields of every kind of record, each declared once; `data.field` says how an output reads them.

In: rows of records with what was measured of them.
Out: cells, words and members of the API's records.
"""
