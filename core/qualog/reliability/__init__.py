"""Reliability: which codings are compared, how far coders agree, and how certain that is.

The door is `selection.compare`: it makes a comparison of a study. `agreement.agreement` measures
it, `disagreement` finds where coders differ in it, `uncertainty` says how sure a coefficient is and
how much to code, and `sentence` puts it in words for a paper.
"""
