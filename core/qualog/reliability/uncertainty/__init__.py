"""How certain a coefficient is: intervals, and how much to code for a narrower one."""
