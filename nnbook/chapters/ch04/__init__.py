"""Chapter 04: why the start matters."""
