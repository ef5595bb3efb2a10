"""What joins the cells of a page, the names they share and what comes out of them: Python's side of the workshop."""
