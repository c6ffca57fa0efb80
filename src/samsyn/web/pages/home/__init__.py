"""The start page and the pages that say how things work."""
