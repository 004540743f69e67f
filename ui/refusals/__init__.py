"""What the company did not do, waiting for its resident: why, and what can be done about it."""
