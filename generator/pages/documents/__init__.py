"""Pages of documents.

In: a measured portal.
Out: the register, its kinds, a page a document with its text and thread.
"""
