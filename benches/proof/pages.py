"""Reads HTML with the standard library: the text of a page line by line, and what the page says are its titles."""

import re
from html.parser import HTMLParser

BLOCKS = set(
    "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol option p pre section table td th tr ul".split()
)
# Elements without an end tag, which must not be waited for.
VOID = set("area base br col embed hr img input link meta param source track wbr".split())
# Their content is no text of the page.
INVISIBLE = set("head noscript script style template title".split())


class Blocks(HTMLParser):
    """Collects the text of a document in lines, one for each block. `is_wanted` decides for the text in an element from
    the element's name and classes; it returns None if the element inherits the decision."""

    def __init__(self, is_wanted):
        super().__init__(convert_charrefs=True)
        self.is_wanted = is_wanted
        self.open = []  # names and decisions of the open elements
        self.parts = []

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS:
            self.parts.append("\n")
        if tag in VOID:
            return
        inherited = self.open[-1][1] if self.open else None
        decision = self.is_wanted(tag, dict(attributes).get("class") or "")
        self.open.append((tag, inherited if decision is None else decision))

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.parts.append("\n")
        names = [name for name, _ in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data):
        if self.open and self.open[-1][1]:
            self.parts.append(re.sub(r"\s+", " ", data))

    def lines(self):
        lines = (" ".join(line.split()) for line in "".join(self.parts).split("\n"))
        return "\n".join(line for line in lines if line)


def text_of(html, is_wanted):
    """The text of the elements that `is_wanted` accepts, one line for each block."""
    blocks = Blocks(is_wanted)
    blocks.feed(html)
    blocks.close()
    return blocks.lines()


def visible_without_captions(tag, _classes):
    return False if tag in INVISIBLE or tag == "figcaption" else True if tag in ("html", "body", "div") else None


class Titles(HTMLParser):
    """Collects what a page says of itself: `title`, `h1`, and the titles and descriptions in its metadata."""

    NAMES = ("og:title", "og:description", "twitter:title", "twitter:description", "description")

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.titles = []
        self.inside = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "meta" and (attributes.get("property") or attributes.get("name")) in self.NAMES:
            self.titles.append(attributes.get("content") or "")
        if tag in ("title", "h1"):
            self.inside = tag
            self.titles.append("")

    def handle_endtag(self, tag):
        if tag == self.inside:
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.titles[-1] += data


def titles_of(html):
    titles = Titles()
    titles.feed(html)
    titles.close()
    return [title for title in titles.titles if title.strip()]
