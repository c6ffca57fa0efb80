"""Pure building blocks: no Django, no tables, no clock."""
