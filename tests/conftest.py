import numpy as np
import pytest


def pytest_collection_modifyitems(items):
    # Playwright keeps an event loop running in this thread, and notebooks cannot start kernels then.
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture
def rng():
    return np.random.default_rng(20260)
