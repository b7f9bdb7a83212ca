"""Agreement measures, on units and on spans."""
