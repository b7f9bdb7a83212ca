"""How fast Qualog is: each figure beside a named peer, or the raw limit, measured in one run.

What was measured is checked: a benchmark stops where a count or a value is not what it must be,
since the time of something else says nothing.
"""
