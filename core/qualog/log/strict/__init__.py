"""The strict check of what comes in: nothing is kept that some reader could read otherwise."""
