"""A resident's accounts: the list, linking another, choosing one."""
