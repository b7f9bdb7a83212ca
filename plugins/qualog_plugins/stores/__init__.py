"""Stores that are shipped, each as a third party would write it."""
