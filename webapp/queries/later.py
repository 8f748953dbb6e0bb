"""`pages`, the queries of all pages but lists, loaded when the first of them is asked.

A list needs half of all modules, and is what most people see first.
"""

from typing import TYPE_CHECKING, Final

from webapp.late import Late

__all__ = ["PAGES", "pages"]

PAGES: Final = Late("webapp.queries.pages")

if TYPE_CHECKING:
    from webapp.queries import pages
else:
    pages = PAGES
