"""Systems: what is in use, who answers for it, and when its contract ends."""
