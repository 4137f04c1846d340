"""Pages of documents.

In: a measured portal.
Out: page specs of the register, of its kinds, and of each document with its rows and related documents.
"""
