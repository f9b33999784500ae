"""The site is built once for all tests that open it."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # site_pages: a module of the tests in this folder

from site_pages import browser, served

from tools import site


@pytest.fixture(scope="session")
def built():
    """Build the whole site as `make site` does; what is up to date already is drawn no second time."""
    assert site.main([]) == 0
    return site.OUTPUT


@pytest.fixture(scope="module")
def base(built):
    """Serve the built site and give its address."""
    with served() as address:
        yield address


@pytest.fixture(scope="module")
def opened():
    """Start a browser; it ends with its module, because two at once would not start in one process."""
    with browser() as found:
        yield found
