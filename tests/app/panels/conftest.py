"""Panel tests run once for every tab."""

from tests.app.panels.panel_contract import pytest_generate_tests

__all__ = ["pytest_generate_tests"]
