"""Pages of the register: the list, one initiative, and the forms that write it."""
