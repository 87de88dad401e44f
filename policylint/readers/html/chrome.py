from policylint.readers.html.dom import Page
from policylint.readers.html.styles import is_hidden
def chrome(page: Page) -> list[bool]:
    return [page.element(i) is not None and is_hidden(page.element(i)) for i in range(len(page.nodes))]
