"""Postal addresses, anywhere in the world, on one line or several. In: all units. Out: the spans that are addresses.

No form fits all countries, so signs are weighed: a street with its number, a postcode, a country, "Address:" before it,
pieces between commas or on lines of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from policylint.detect.normal import unmix
from policylint.detect.units import Unit, Units
from policylint.places import Span

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA"
    "|PR|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
_STATE_NAMES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana"
    "|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska"
    "|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania"
    "|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin"
    "|Wyoming"
)
_STREET_WORDS = (
    "Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Way|Court|Ct|Place|Pl|Square|Sq|Parkway|Pkwy|Highway|Hwy"
    "|Terrace|Circle|Loop|Plaza|Trail|Pike|Alley|Row|Quay|Wharf|Crescent|Close|Broadway|Suite|Ste|Floor|Unit|Building|Tower"
)
_SIGNS: tuple[tuple[int, re.Pattern[str]], ...] = (
    # A street with its number, before it as in English or behind it as in most of Europe.
    (2, re.compile(rf"\b\d+[A-Za-z]?(?:[-/]\d+)?,?\s+(?:[A-Z0-9][\w'.-]*\s+){{0,4}}(?:{_STREET_WORDS})\b")),
    (
        2,
        re.compile(
            r"\b[A-ZÄÖÜ][\wäöüß.-]{0,40}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|laan|straat|gatan|vej|gata|utca)\s*\d+",
            re.IGNORECASE,
        ),
    ),
    (
        2,
        re.compile(
            r"\b(?:rue|via|calle|avenida|av\.|rua|piazza|plaza|place|ul\.|ulica|bd|boulevard|avenue|carrer|corso|viale)\s+[^\n,]{2,40}?[,\s]+\d+\b",
            re.IGNORECASE,
        ),
    ),
    (
        2,
        re.compile(
            r"\b\d+,?\s+(?:bis\s+|ter\s+)?(?:rue|avenue|boulevard|place|quai|all[ée]e|chemin)\s+\w",
            re.IGNORECASE,
        ),
    ),
    (
        3,
        re.compile(
            r"\b(?:P\.?\s?O\.?\s+Box|Post(?:al)?\s+(?:Office\s+)?Box|Postfach|GPO Box|Apartado|Casella Postale)"
            r"\s*:?\s*[\dA-Z]",
            re.IGNORECASE,
        ),
    ),
    # Postcodes: United States, United Kingdom, Canada; others: four to six digits, with or without a country's letters.
    (3, re.compile(rf"\b(?:{_STATES}|{_STATE_NAMES})\.?,?\s+\d{{5}}(?:-\d{{4}})?\b")),
    (2, re.compile(r"\b(?:GIR\s?0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2})\b")),
    (2, re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d\b")),
    (
        2,
        re.compile(
            r"\b[A-Z]{1,3}-\d{4,6}\b|\bD\d{2}\s?[A-Z0-9]{4}\b|\b\d{3}\s\d{2}\b(?=,?\s+[A-Z])|〒\s?\d{3}-\d{4}\b"
        ),
    ),
    (1, re.compile(r"(?:^|[\n,])\s*(?:[A-Z][\w.-]*\s+)?\d{4,6}(?: [A-Z][^\d\n,]*)?\s*(?=[\n,.]|$)")),
    (
        2,
        re.compile(
            r"\b(?:(?:postal|mailing|registered|office|business|street)\s+)?(?<!IP )(?<!mail )address\s*:"
            r"\s*[^\n]{0,120}\d",
            re.IGNORECASE,
        ),
    ),
    (1, re.compile(r"\b(?:city|town|country|zip(?:\s?code)?|postcode|state)\s*:\s*\S", re.IGNORECASE)),
)
_HOUSE_NUMBER = re.compile(r"(?:^|[\n,])[^\n,]*\b\d{1,5}[A-Za-z]?(?:/\d+)?\b")
_PIECE = re.compile(r"[\n,]")
_ENOUGH = 4
# A number that is none of a house, a street or a postcode.
_COUNTS = re.compile(
    r"[ -]?(?:years?|yrs|days?|months?|weeks?|hours?|minutes?|%|percent|(?:st|nd|rd|th)\b(?! [A-Z])"
    r"|U\.?S\.?C|C\.?F\.?R)"
)
_CITING_WORDS = """
    section sections article articles art directive regulation of under over least than version chapter copyright
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec
"""
_CITES = frozenset(_CITING_WORDS.split())
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)] ")
# How far around a number an address can reach.
_BEFORE, _BEHIND = 160, 120
# An address with a line a paragraph: how long its lines are at most, and how many there are.
_LONGEST_LINE = 60
_MOST_LINES = 8
_NO_LINE = re.compile(
    r"@|://|www\.|[?:;!]$|\b(?:us|you|our|is|are|we|updated|effective|policy|tel|phone|fax)\b", re.IGNORECASE
)


def postal_addresses(units: Units, digits: Sequence[tuple[int, int]], countries: Iterable[Span]) -> Iterator[Span]:
    """The spans of `Units.text` in which a postal address stands.

    digits: where numbers stand in the text. countries: where a country is named. An address that has a paragraph for
    each of its lines is a span in each of them.
    """
    named = sorted(countries)
    telling = [start for start, end in digits if _tells(units, start, end)]
    found: set[int] = set()
    for index, (first, last) in _numbers_by_unit(units, telling):
        unit = units.units[index]
        if not unit.heading:
            country = _names(unit, named)
            start, end = max(unit.own, first - _BEFORE), min(unit.end, last + _BEHIND)
            span = _address(units.text[start:end], country=country)
            if span is not None:
                found.add(index)
                yield Span(start + span.start, start + span.end)
    yield from _on_lines(units, telling, named, found)


def _tells(units: Units, start: int, end: int) -> bool:
    """Whether a number can be one of an address: of a house, a street, a post office."""
    text = units.text
    before = units.folded[max(0, start - 24) : start].split()
    last = before[-1] if before else ""
    if last in _CITES or (end - start == 4 and last.isdigit() and len(before) > 1 and before[-2] in _CITES):
        return False
    return not (_COUNTS.match(text, end) or (text[start - 1] in "\n " and _NUMBERING.match(text, start)))


def _numbers_by_unit(units: Units, spots: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The units that hold numbers, by index, each with where its first and its last one start."""
    at = index = 0
    while at < len(spots):
        while units.units[index].end <= spots[at]:
            index += 1
        unit, first = units.units[index], at
        while at < len(spots) and spots[at] < unit.end:
            at += 1
        inside = [spot for spot in spots[first:at] if spot >= unit.own]
        if inside:
            yield index, (inside[0], inside[-1])


def _address(text: str, *, country: bool) -> Span | None:
    text = unmix(text)
    found = [(weight, match) for weight, sign in _SIGNS if (match := sign.search(text))]
    if not found:
        return None
    start = min(match.start() for _, match in found)
    end = max(match.end() for _, match in found)
    score = sum(weight for weight, _ in found) + country
    score += len(_PIECE.findall(text[max(0, start - 40) : end + 40])) >= 2
    score += bool(_HOUSE_NUMBER.search(text))
    if score < _ENOUGH or end - start > 300:
        return None
    return Span(start, end)


def _on_lines(units: Units, telling: Sequence[int], named: Sequence[Span], known: set[int]) -> Iterator[Span]:
    """Addresses that have a paragraph, an item or what looks like a heading for each of their lines."""
    starts = [unit.own for unit in units.units]
    done = -1
    for index in sorted({bisect_right(starts, spot) - 1 for spot in telling}):
        if index <= done or not _is_line(units.units[index]):
            continue
        first = last = index
        while first > max(done + 1, index - _MOST_LINES) and _is_line(units.units[first - 1]):
            first -= 1
        while last + 1 < min(len(units.units), index + _MOST_LINES) and _is_line(units.units[last + 1]):
            last += 1
        done = last
        lines = units.units[first : last + 1]
        if len(lines) < 2 or len(lines) > 2 * _MOST_LINES:
            continue
        text = "\n".join(unit.place.text.rstrip(",. ") for unit in lines)
        country = any(_names(unit, named) for unit in lines)
        span = _address(text, country=country)
        if span is None:
            continue
        at = 0
        inside = False
        for offset, unit in enumerate(lines):
            end = at + len(unit.place.text.rstrip(",. "))
            # A country may have a line of its own below.
            inside = (at < span.end and span.start < end) or (inside and _names(unit, named))
            if inside and first + offset not in known:
                yield Span(unit.own, unit.end)
            at = end + 1


def _names(unit: Unit, countries: Sequence[Span]) -> bool:
    at = bisect_left(countries, Span(unit.own, unit.own))
    return at < len(countries) and countries[at].start < unit.end


def _is_line(unit: Unit) -> bool:
    text = unit.place.text
    return len(text) <= _LONGEST_LINE and not _NO_LINE.search(text)
