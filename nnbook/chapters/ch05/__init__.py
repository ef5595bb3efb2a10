"""Chapter 05: dropout and ensembles."""
