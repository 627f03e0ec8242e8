"""reStructuredText against docutils: what its document tree refers to is found, and nothing else."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from documents.reading import read
from linkaudit.models import Kind

_SETTINGS = {
    "report_level": 5,
    "halt_level": 6,
    "file_insertion_enabled": False,
    "doctitle_xform": False,
    "_disable_config": True,
}


# What docutils says of names that nobody defined; all else that it calls an error it leaves out of the document.
_ERROR = 3
_OF_NAMES = ("Unknown target", "Undefined substitution", "Anonymous hyperlink mismatch", "Duplicate", "Too many")


def is_refused(text: str) -> bool:
    """Tell whether docutils leaves out some of a text since it is malformed; the reader lists what stands there."""
    tree = publish_doctree(text, settings_overrides=_SETTINGS | {"report_level": 3, "warning_stream": False})
    errors = [message.astext() for message in tree.findall(nodes.system_message) if message["level"] >= _ERROR]
    return any(not error.partition(") ")[2].startswith(_OF_NAMES) for error in errors)


def referred(text: str) -> set[str]:
    """List where docutils' document tree leads; it makes links of mail addresses in running text, too."""
    tree = publish_doctree(text, settings_overrides=_SETTINGS)
    found = {element.get(key, "") for element in tree.findall(nodes.Element) for key in ("refuri", "uri")}
    return {each for each in found if each and not each.startswith("mailto:")}


def found(text: str, *, strict: bool = True) -> set[str]:
    """List what the reader finds; unless `strict`, without the bare URLs of which docutils makes no links."""
    references = read(text, "rst").references
    return {each.url for each in references if (strict or each.kind is not Kind.BARE) and "mailto:" not in each.url}


DOCUMENT = """\
.. _top: https://h.example/top
.. _unused: https://h.example/unused
.. _indirect: top_
.. _other: relative/page.html
.. _Wrapped Name: https://h.example/
   wrapped/
   target?a=b&c=d
__ https://h.example/anonymous
.. __: https://h.example/anonymous-2
.. |badge| image:: https://h.example/badge.svg
   :target: https://h.example/build
   :alt: build
.. |text| replace:: replaced by `embedded <https://h.example/embedded-in-substitution>`__

=====
Title
=====

:Author: Ada
:Homepage: https://h.example/home
:Files: `a <https://h.example/field>`_, https://h.example/field-2

Paragraph with top_, `Wrapped name`_, `anonymous`__ and another__, a `link <https://h.example/link>`_, `same
link <https://h.example/two
-lines>`__, `alias <top_>`_, `trailing <https://h.example/x_>`_, ``https://h.example/literal``,
`https://h.example/role`, |badge| |text|. Bare https://h.example/bare, (https://h.example/paren),
<https://h.example/angle>; "https://h.example/quote"! ftp://h.example/ftp?q#f https://h.example/a,b;c. See
https://h.example/end_of_sentence.

.. image:: https://h.example/image.png
.. figure:: https://h.example/figure.png
   :target: indirect_
   :width: 50%

   Caption https://h.example/caption

   Legend `legend <https://h.example/legend>`_

Section https://h.example/heading
---------------------------------

* item https://h.example/item

  continued https://h.example/item-2

  1. nested https://h.example/nested
  2. second https://h.example/nested-2

     a) deep https://h.example/deep

Term https://h.example/term
    Definition https://h.example/definition::

        https://h.example/not-1

-o, --option  text https://h.example/option
/V            another

| line block https://h.example/line
| second
  continued https://h.example/line-2

    Block quote https://h.example/quoted

    -- https://h.example/attribution

Literal::

    https://h.example/not-2

Quoted literal::

> https://h.example/not-3

>>> print("https://h.example/not-4")
https://h.example/not-5

.. note:: https://h.example/note

   More `more <https://h.example/note-2>`_.

.. admonition:: Title https://h.example/admonition
   :class: x

   - https://h.example/admonition-2

.. code-block:: python

   "https://h.example/not-6"

.. code::

   "https://h.example/not-7"

.. math:: https://h.example/not-8

.. raw:: html

   <a href="https://h.example/not-9">x</a>

.. parsed-literal::

   `parsed <https://h.example/parsed>`_

.. table:: Title https://h.example/table-title

   ==============================  =====
   https://h.example/simple        b
   ==============================  =====
   `c <https://h.example/cell>`_   https://h.example/last-column
   ==============================  =====

+-----------------------------+----------------------------+
| https://h.example/grid-1    | - https://h.example/grid-2 |
|                             |                            |
| https://h.example/grid-3    | - `x <https://h.example/   |
+-----------------------------+   grid-4>`__               |
| ``https://h.example/not-0`` |                            |
+-----------------------------+----------------------------+

.. list-table::

   * - https://h.example/list-table
     - b

.. csv-table:: T

   a,https://h.example/csv,"https://h.example/csv-2, x"

.. https://h.example/comment

..
   https://h.example/comment-2

   https://h.example/comment-3

.. [1] Footnote https://h.example/footnote
.. [#auto] Footnote `auto <https://h.example/footnote-2>`_
.. [CIT2018] Citation,
   https://h.example/citation

.. topic:: Topic

   .. epigraph::

      https://h.example/epigraph

.. unknown-to-all
   https://h.example/comment-4

References [1]_ and [CIT2018]_ [#auto]_.
"""


def test_the_sample() -> None:
    assert found(DOCUMENT) == referred(DOCUMENT)
    assert "https://h.example/wrapped/target?a=b&c=d" in found(DOCUMENT)
    assert not {url for url in found(DOCUMENT) if "/not-" in url or "comment" in url}


LINKS = [
    "https://h.example/{n}", "`a b <https://h.example/{n}>`_", "`a{n} <https://h.example/{n}>`__",
    "``https://h.example/{n}``", "*em*", "**strong**", "`role`", "|sub|", "name_", "`phrase name`_", "[1]_",
    "(https://h.example/{n})", "text", "x\\ y", "`https://h.example/{n}`", "'https://h.example/{n}'",
    "<https://h.example/{n}>.", "a-b", "C++", "2*3", "a_b", "_`target{n}`", "``code`` https://h.example/{n}?q=a#f,",
    "`<https://h.example/{n}>`__", "**x", "`y",
]  # fmt: skip
BLOCKS = [
    "{t}", "{t}\n{i}{t}", "- {t}\n\n{i}  {t}", "* {t}", "1. {t}", "(a) {t}", "#. {t}\n{i}   {t}",
    "{t}::\n\n{i}   {t}", "::\n\n{i}  {t}", "term\n{i}   {t}", "    {t}", ":name: {t}", "-o  {t}", "| {t}\n{i}| {t}",
    ".. note:: {t}", ".. note::\n\n{i}   {t}", ".. _t{n}: https://h.example/t{n}",
    ".. image:: https://h.example/i{n}\n{i}   :target: https://h.example/j{n}\n\n{i}text", ".. {t}", "..\n{i}   {t}",
    ".. [#f{n}] {t}", ".. code::\n\n{i}   {t}", ">>> {t}\n{i}{t}", "..", "text {t}\n{i}  more {t}",
    "======  =====\n{i}a       {u}\n{i}======  =====\n", ".. container:: t\n\n{i}   {t}\n\n{i}   - {t}", "> {t}",
    ".. figure:: https://h.example/f{n}\n\n{i}   {t}", "::", "{t}::\n\n{i}> {u}",
    ".. |s{n}| replace:: {u}\n\n{i}text", "__ https://h.example/q{n}",
    "+-------------------------+---+\n{i}| https://h.example/g{n}   | b |\n{i}+-------------------------+---+\n",
]  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Make up a document of blocks of all kinds, each with an address of its own in it."""
    number = 0

    def numbered(template: str, indent: str) -> str:
        nonlocal number
        number += 1
        return template.replace("{n}", f"{number:02d}").replace("{i}", indent)

    written: list[str] = []
    for template in draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=7)):
        indent = draw(st.sampled_from(["", "", "", "   "]))
        block = numbered(template, indent)
        while "{t}" in block:
            words = " ".join(
                numbered(link, indent + "   ")
                for link in draw(st.lists(st.sampled_from(LINKS), min_size=1, max_size=4))
            )
            block = block.replace("{t}", words, 1)
        while "{u}" in block:
            block = block.replace("{u}", numbered("https://h.example/{n}", ""), 1)
        written.append(indent + block + draw(st.sampled_from(["\n\n", "\n\n", "\n"])))
    return "".join(written)


@settings(max_examples=60, deadline=None)
@given(documents())
def test_made_up_documents(text: str) -> None:
    assume(not is_refused(text))
    expected = referred(text)
    assert expected <= found(text), text
    assert found(text, strict=False) <= expected, text


@pytest.mark.parametrize(
    "text",
    [
        "a https://h.example/a_b_ c",
        "https://h.example/*a*",
        "https://h.example/a.b...",
        "x:https://h.example/a",
        "https://h.example/a'b'",
        "see `a`_https://h.example/b",
        "``a``https://h.example/b",
        "[https://h.example/a]_",
        "`a <https://h.example/a> b`_",
        "`a<https://h.example/a>`_",
        r"`a \<https://h.example/a>`_",
        "`a < https://h.example/a>`_",
        "`a <https://h.example/a >`_",
        "`a <https://h.example/a>`",
        "`a <https://h.example/a>`_x",
        "x`a <https://h.example/a>`_",
        "(`a <https://h.example/a>`_)",
        '"`" <https://h.example/a>`_',
        r".. _a\:b: https://h.example/a",
        ".. _a:b: https://h.example/a",
        ".. _a : https://h.example/a",
        ".. _a:https://h.example/a",
        ".. _long\n   name: https://h.example/a",
        ".. _a: https://h.example/a b",
        r".. _a: https://h.example/a\ b",
        r".. _a: https://h.example/a\_",
        ".. _a: https://h.example/a_",
        ".. _a: `phrase\n   name`_",
        "__ phrase_",
        ".. image:: https://h.example/a\n   b.png\n   :alt: https://h.example/alt",
        ".. image:: https://h.example/a b.png",
        "Term\n  .. image:: https://h.example/a",
        ".. |a| image:: https://h.example/a",
        ".. |a|\n   image:: https://h.example/a",
        ".. note::\n   https://h.example/a",
        ".. note:: a\n\n\n   https://h.example/a\n\n  https://h.example/b",
        "* a\n https://h.example/a",
        "*  a\n   https://h.example/a\n  https://h.example/b",
        "a\n  https://h.example/a\nb\n    https://h.example/b",
        "..\n\n   https://h.example/a",
        "..\n   https://h.example/a\n\n  https://h.example/b",
        "a::\n  https://h.example/a",
        "a\nb::\n  https://h.example/a",
        r"a\::" + "\n\n  https://h.example/a",
        r"a\\::" + "\n\n  https://h.example/a",
        "::\n\nhttps://h.example/a",
        "::\n::\n\n* https://h.example/a",
        "::\n\n- https://h.example/a\n- b\n* https://h.example/c",
        "=====\nhttps://h.example/a\n=====\n",
        "https://h.example/a\n===================\n",
    ],
)
def test_what_docutils_makes_of(text: str) -> None:
    expected = referred(text)
    assert expected <= found(text)
    assert found(text, strict=False) <= expected


def test_addresses_that_docutils_cuts() -> None:
    whole = {f"https://h.example/{path}" for path in ("日本", "a_(b)", "{id}/x", "#a#b", "a?b?c", "-_-")}
    text = " and ".join(sorted(whole))
    assert not referred(text) & whole
    assert found(text) == whole
