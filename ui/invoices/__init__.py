"""Payment documents: the list with the debt, one bill and what changed in it, its pages."""
