"""Speaking with the company; imports `kiosk`, never `ui`."""
