"""Our sides of the comparisons that are not a command of the command line."""
