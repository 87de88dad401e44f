"""Postal addresses, anywhere in the world, on one line or several. In: all units. Out: the spans that are addresses.

No form fits all countries, so signs are weighed: a street with its number, a postcode, a country, "Address:" before it,
pieces between commas or on lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
            r"\b[A-ZÄÖÜ][\wäöüß.-]*(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|laan|straat|gatan|vej|gata|utca)\s*\d+",
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
    (1, re.compile(r"(?:^|[\n,])\s*(?:[A-Z][\w.-]*\s+)?\d{4,6}(?:\s+[A-Z][^\d\n,]*)?\s*(?=[\n,.]|$)")),
    (
        2,
        re.compile(
            r"\b(?:(?:postal|mailing|registered|office|business|street)\s+)?(?<!IP )(?<!mail )address\s*:\s*[^\n]*\d",
            re.IGNORECASE,
        ),
    ),
    (1, re.compile(r"\b(?:city|town|country|zip(?:\s?code)?|postcode|state)\s*:\s*\S", re.IGNORECASE)),
)
_HOUSE_NUMBER = re.compile(r"(?:^|[\n,])[^\n,]*\b\d{1,5}[A-Za-z]?(?:/\d+)?\b")
_PIECE = re.compile(r"[\n,]")
_ENOUGH = 4


def postal_addresses(units: Units, countries: Iterable[Span]) -> Iterator[Span]:
    """The spans of `Units.text` in which a postal address stands. countries: where a country is named."""
    named = sorted(countries)
    at = 0
    for unit in units.units:
        while at < len(named) and named[at].end <= unit.own:
            at += 1
        country = at < len(named) and named[at].start < unit.end
        if not unit.heading:
            span = _address(unit, country=country)
            if span is not None:
                yield span


def _address(unit: Unit, *, country: bool) -> Span | None:
    text = unit.place.text
    if not any(char.isdigit() for char in text):
        return None
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
    return Span(unit.own + start, unit.own + end)
