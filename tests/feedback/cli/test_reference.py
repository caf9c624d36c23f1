"""The reference pages in docs/ say what the code does."""

import pytest

from feedback.cli import reference
from tests.server import ROOT
from tests.site import Site


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_pages_in_docs_are_those_the_code_makes(site: Site) -> None:
    for name, text in reference.pages(site.app).items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text, f"docs/{name} is out of date: run `make docs`"
