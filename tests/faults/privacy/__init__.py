"""What is left of a resident after leaving, wherever a thief could look."""
