"""Pages of the diary mirror: the list of cases, one case, one paragraph."""
