"""The page of the red thread."""
