"""Referrals: the list, and one with who has answered what."""
