"""Notices and what presents an outlet are told by their words; what speaks of such things is not."""

from __future__ import annotations

import pytest

from linkaudit.content.statements import is_about, is_address, is_notice, notices_in

NOTICES = [
    (
        "We use cookies to make the pages of the Harbour Post better. By going on you accept our use of cookies, of "
        "those that count our readers and of those with which our partners choose what they advertise to you elsewhere."
    ),
    "Wir verwenden Cookies, damit die Seiten der Hafenpost schneller laden, und zählen damit unsere Leser.",
    "Nous utilisons des cookies pour mesurer la fréquentation de nos pages et pour vous proposer des annonces.",
    "Every Friday the best of the coast, straight to your inbox: the ferries, the tides and the crab of the week.",
    (
        "This message and its attachments are confidential and intended solely for the one to whom they are addressed. "
        "If you have received it in error, tell the sender and delete it."
    ),
    "Permission is hereby granted, free of charge, to whoever gets a copy of these charts, to print and to sell them.",
    "All notable changes to this project will be documented in this file.",
    "The post is made possible by readers like you. It would not sail without them.",
    "Register today for unlimited access to all of the post, its charts and its tables of the tides.",
    "The views of those who write here do not necessarily reflect those of the Harbour Post or of its owners.",
    "No part of these pages may be copied without prior written permission of the Harbour Post.",
]
STORIES = [
    "The baker of Harnby sold four hundred cookies to the crew, who ate them before the ferry had left the quay.",
    "The council gave its permission on Tuesday, and the subscribers of the line were told by letter.",
    (
        "The board of the ferry said on Tuesday that the boats would not sail again until April, since the crew has "
        "shrunk to four and nobody wants to work at night, and that the pier will be closed. Sign up for our news."
    ),
]


@pytest.mark.parametrize("notice", NOTICES)
def test_notices_are_told_by_words_that_stand_anywhere_in_them(notice: str) -> None:
    assert is_notice(notice, notices_in(notice))


@pytest.mark.parametrize("story", STORIES)
def test_stories_that_have_such_words_are_no_notices(story: str) -> None:
    assert not is_notice(story, notices_in(f"{story} We use cookies. Sign up for our newsletter."))


@pytest.mark.parametrize(
    "line",
    [
        "About us",
        "## About the author",
        "About Harbour Media: Founded in 1921, it prints eleven papers.",
        "Über die Hafenpost Verlag",
        "Chi siamo",
    ],
)
def test_what_presents_an_outlet_is_known_by_how_it_begins(line: str) -> None:
    assert is_about(line)


@pytest.mark.parametrize(
    "line", ["About 40 people came: the crew, the board.", "About the ferry that will not sail", "About time too."]
)
def test_other_lines_may_begin_so(line: str) -> None:
    assert not is_about(line)


def test_what_speaks_to_the_reader_is_told_from_a_story() -> None:
    assert is_address("If you have seen a mistake in this article, please write to our readers’ editor.")
    assert is_address("Liebe Leserin, lieber Leser, schreiben Sie uns, was Sie vermissen.")
    assert is_address("Kommentare sind sieben Tage lang offen. Wer andere beleidigt, wird von uns nicht gedruckt.")
    assert not any(is_address(story) for story in STORIES[:2])
