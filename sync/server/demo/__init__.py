"""The demonstration's company: the cabinet manual's own figures, holes and misprints included, and believable rest."""
