"""The portfolio: initiatives summed over groups, with pictures, each figure leading to its rows."""
