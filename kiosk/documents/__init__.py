"""PDFs and photos. Import a module of this package only where it is needed: reportlab and Pillow come with it."""
