"""From codings to agreement: what is compared, how far coders agree on it, and how sure that is.

The door is `selection.compare`: it makes a comparison of a study. `agreement.agreement` measures
it, `disagreement` finds where coders differ in it, `uncertainty` says how sure a coefficient is and
how much to code, and `sentence` puts it in words for a paper.
"""
