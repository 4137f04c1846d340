"""The fields of every kind of record, each declared once; `view.fields.field` says how outputs read them.

In: rows, i.e. records together with values computed for them.
Out: cells of tables, words for people, and members of the API's records.
"""
