"""The projects that tests were given and need not close themselves."""

from qualog.project.project import Project

OPENED: list[Project] = []
