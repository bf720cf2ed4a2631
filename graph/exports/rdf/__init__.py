"""The snapshot as RDF: what its terms are, what a row says in them, and one module for each way of writing it down.

The statements are written as lines, not through an RDF library: a graph of a city in memory costs hundreds
of megabytes. What is written is read back by such a library in the tests.
"""
