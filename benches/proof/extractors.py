"""The extractors that turn HTML into text. Each needs a package; those that are not installed are left out, and
`missing` names them."""

import importlib.util
import re

HTML_LANGUAGE = re.compile(r"""<html[^>]*\blang=["']?([a-zA-Z]{2})""")
PACKAGES = {
    "trafilatura": "trafilatura",
    "trafilatura_recall": "trafilatura",
    "readability": "readability inscriptis",
    "resiliparse": "resiliparse",
    "newspaper": "newspaper",
    "boilerpy": "boilerpy3",
    "inscriptis": "inscriptis",
}
WHOLE_PAGE = {"inscriptis", "html-text", "html2text", "fast_html2md", "august"}
"""Converters: their text is that of the whole page."""
OF_ARTICLES = set(
    "rs_trafilatura trafilatura trafilatura_recall newspaper news_please go_domdistiller go_readability readability_js "
    "readability goose3 boilerpipe dragnet resiliparse Diffbot AutoExtract".split()
)
"""Extractors of articles whose figures are also given together. Others in the benchmarks keep markup in their text."""
MAX_TEXT = 200_000
"""Characters; longer texts are those of broken pages."""


def trafilatura(html, _language):
    import trafilatura

    return trafilatura.extract(html, include_comments=False)


def trafilatura_recall(html, _language):
    import trafilatura

    return trafilatura.extract(html, favor_recall=True, include_comments=True)


def readability(html, _language):
    import inscriptis
    from readability import Document

    return inscriptis.get_text(Document(html).summary(html_partial=True))


def resiliparse(html, _language):
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(html, main_content=True, alt_texts=False, links=False)


def newspaper(html, language):
    import newspaper

    article = newspaper.Article("http://page.example/", language=language, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return article.text


def boilerpy(html, _language):
    from boilerpy3 import extractors

    return extractors.ArticleExtractor().get_content(html)


def inscriptis(html, _language):
    import inscriptis

    return inscriptis.get_text(html)


def group_of(name):
    """The row in which the figures of several extractors are given together, or None."""
    groups = (("article extractors, together", OF_ARTICLES), ("whole pages, together", WHOLE_PAGE))
    return next((group for group, names in groups if name in names), None)


def missing(names):
    """The extractors of which a package is not installed."""
    return [n for n in names if any(importlib.util.find_spec(package) is None for package in PACKAGES[n].split())]


def extract(name, html, language):
    """The text of a page, or "" if the extractor fails on it or finds nothing."""
    try:
        text = globals()[name](html, language or "en") or ""
    except Exception:  # extractors raise errors of all kinds on broken pages
        return ""
    return text if text.strip() and len(text) <= MAX_TEXT else ""
