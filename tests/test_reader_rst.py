"""reStructuredText: blocks, and the places docutils does not tell."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policylint.readers import read
from tests.helpers import tokens

PAGE = """==============
Privacy Policy
==============

:Effective date: 2024-01-01

.. contents::
.. not shown

What we collect
===============

We collect **your name** and `mail <https://example.com/a>`_, see :ref:`foo`,
``literal`` text\\*s with |sub| and a ref_. [1]_

.. _ref: https://x.example
.. |sub| replace:: Acme Inc

* one
* two

  - nested more

    cont

a) x
b) y

term
   Definition of it.

+-------+-----------+
| Data  | Purpose   |
+=======+===========+
| Name  | Account   |
| and x | and so on |
+-------+-----------+

Inner
-----

.. note:: Note text here.

| line one
| line two

.. [1] The note.

.. include:: /etc/passwd

.. raw:: html

   <b>no</b>

.. code-block:: python

   x = 1
   y = 2
"""


def test_blocks() -> None:
    assert [(token.kind.value, token.level, token.marker, token.text.text) for token in tokens(PAGE, "a.rst")] == [
        ("heading", 1, "", "Privacy Policy"),
        ("paragraph", 0, "", "Effective date: 2024-01-01"),
        ("heading", 2, "", "What we collect"),
        ("paragraph", 0, "", "We collect your name and mail, see :ref:`foo`, literal text*s with Acme Inc and a ref."),
        ("item", 1, "-", "one"),
        ("item", 1, "-", "two"),
        ("item", 2, "-", "nested more"),
        ("paragraph", 2, "", "cont"),
        ("item", 1, "a)", "x"),
        ("item", 1, "b)", "y"),
        ("item", 1, "-", "term"),
        ("item", 2, "-", "Definition of it."),
        ("row", 0, "", "Data\nPurpose"),
        ("row", 0, "", "Name and x\nAccount and so on"),
        ("heading", 3, "", "Inner"),
        ("paragraph", 0, "", "Note text here."),
        ("paragraph", 0, "", "line one\nline two"),
        ("paragraph", 0, "", "The note."),
        ("code", 0, "", "x = 1\ny = 2"),
    ]


def test_links() -> None:
    paragraph = tokens(PAGE, "a.rst")[3]
    links = [(paragraph.text.text[link.start : link.end], link.target) for link in paragraph.links]
    assert links == [("mail", "https://example.com/a"), ("ref", "https://x.example")]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_each_word_is_where_it_is_written(newline: str) -> None:
    text = PAGE.replace("\n", newline)
    for token in read("a.rst", text.encode()).tokens:
        for found in re.finditer(r"\w+", token.text.text):
            span = token.text.span(*found.span())
            written = text[span.start : span.end]
            assert found.group() in written or found.group() in ("Acme", "Inc")


def test_words_that_come_again_are_told_apart() -> None:
    text = "Data\n====\n\nYour data is data.\n\nData\n====\n\nYour data is data.\n"
    places = [
        read("a.rst", text.encode()).source.position(token.text.span().start).line for token in tokens(text, "a.rst")
    ]
    assert places == [1, 4, 6, 9]


PARTS = [
    "word",
    "naïve",
    "**bold**",
    "``a b``",
    "`l <http://x.example>`_",
    "\\*",
    " ",
    "\n",
    "\n\n",
    "* ",
    "1. ",
    "=====\n",
    "-----\n",
    "  ",
    "| ",
]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_the_characters_at_a_range_are_the_text(text: str) -> None:
    for token in tokens(text, "a.rst"):
        for found in re.finditer(r"\w+", token.text.text):
            span = token.text.span(*found.span())
            assert found.group() in text[span.start : span.end]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    read("a.rst", text.replace("\x00", "").encode("utf-8", "replace"))
