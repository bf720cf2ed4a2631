"""Answers as pages: single files that open without a network. `views` lists them all.

Nothing is imported here: whoever needs one page does not pay for the others.
"""
