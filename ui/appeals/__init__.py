"""Appeals at the screen: the list, one appeal, and the form of a new one."""
