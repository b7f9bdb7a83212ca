"""The plugins that are shipped, each written as a third party would write it."""
