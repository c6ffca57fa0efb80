"""Pages about the visitor: persona, board and language."""
