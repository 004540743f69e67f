"""The reference company server: makes the kiosk run out of the box, and shows a company's programmers what is asked."""
