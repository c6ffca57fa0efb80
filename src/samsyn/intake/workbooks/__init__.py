"""A board's register as a workbook: what its columns are, the rows that go out, and what comes back (arbetsböcker)."""
