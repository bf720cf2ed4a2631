"""THE JOINT: the one object, the command line and the fictional city that tie the packages."""

from xuntu import _neighbours

_neighbours.check()
