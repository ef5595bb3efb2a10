from hypothesis import settings

# A busy machine is not a bug: no example has to be ready in time.
settings.register_profile("nnbook", deadline=None)
settings.load_profile("nnbook")
