"""SQLite that knows Swedish letters: its own LIKE, LOWER and UPPER fold a–z only, and it sorts ä before å."""
