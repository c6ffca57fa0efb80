"""Pages that mail leads to."""
