"""Which tables are tables, and which only arrange a page.

In: a page and its measures. Out: for a table row whether it is a row of data, to be read as one.
"""

from __future__ import annotations

from policylint.readers.html.dom import Page
from policylint.readers.html.measure import Measures

_LONGEST_ROW = 250


def is_data_row(page: Page, measures: Measures, row: int) -> bool:
    """A row of two cells or more, none of which holds more than one paragraph or a heading.

    Layout is told row by row: where a cell holds paragraphs, the row is a container of them.
    """
    cells = [index for index in page.children(row) if _is_cell(page, index) and measures.words[index]]
    return (
        len(cells) > 1
        and measures.words[row] <= _LONGEST_ROW
        and not measures.headings[row]
        and all(measures.blocks[cell] == 1 for cell in cells)
    )


def _is_cell(page: Page, index: int) -> bool:
    element = page.element(index)
    return element is not None and element.tag in ("td", "th")
