"""What every page is built from: theme, buttons, keyboard, frames, and the way of slow work off the GUI thread."""
