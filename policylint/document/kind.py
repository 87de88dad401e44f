"""The kind of a document. In: its title, headings and text. Out: one of `KINDS`.

The title decides where it names a kind. Else the signs of each kind are counted in headings and text: what such
documents say all the time and others seldom. Few signs of anything are "other".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

PRIVACY_POLICY = "privacy-policy"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind. title: names it in a title or heading. signs: said in it all the time."""

    id: str
    title: re.Pattern[str]
    signs: re.Pattern[str]


def _kind(name: str, title: str, signs: str) -> _Kind:
    return _Kind(name, re.compile(title, re.IGNORECASE), re.compile(rf"\b(?:{signs})\b", re.IGNORECASE))


# In the order in which a title is asked: "Privacy and cookie policy" is a privacy policy, "Cookie policy" is none.
_KINDS = (
    _kind(
        "data-processing-agreement",
        r"\bdata process(?:ing|or) (?:agreement|addendum|terms)\b|\bDPA\b|auftragsverarbeitung",
        r"(?:sub-?)?processors?|data (?:exporter|importer|processor)|standard contractual clauses|processing agreement"
        r"|on behalf of (?:the )?(?:controller|customer)|customer(?: personal)? data",
    ),
    _kind(
        "cookie-policy",
        r"^(?!.*privacy).*(?:\b(?:cookies?|trackers?)\b.*\b(?:policy|notice|statement)\b|\bcookies?\b[^.]{0,25}$"
        r"|cookie-?(?:richtlinie|erkl[äa]rung)|politique.*cookies|pol[íi]tica de cookies)",
        r"cookies?|pixels?|local storage|web beacons?|tracking technolog(?:y|ies)",
    ),
    _kind(
        PRIVACY_POLICY,
        r"\bprivacy (?:policy|policies|notice|statement|practices)\b|\b(?:our|your) privacy\b|^\W*privacy\W*$"
        r"|\bprivacy[ -]|\bdata (?:protection|use|privacy)? ?(?:policy|notice|statement|declaration)\b"
        r"|datenschutz(?:erkl[äa]rung|hinweise?|richtlinie|bestimmungen|$)|politique de (?:confidentialit|protection)"
        r"|pol[íi]tica de privacidad|informativa (?:sulla|privacy)|privacyverklaring",
        r"personal (?:information|data)|privacy (?:policy|notice|statement)|we (?:may )?(?:collect|process|share)"
        r"|we disclose|information (?:we|about you|you provide)|your (?:personal )?(?:data|information|privacy)"
        r"|data protection|personenbezogene[nr]? daten|datenschutz\w*|donn[ée]es personnelles|datos personales",
    ),
    _kind(
        "terms-of-service",
        r"\b(?:terms|conditions) (?:of|and|for)\b|\b(?:user|service|subscriber|customer) agreement\b|\bterms\b\W*$"
        r"|nutzungsbedingungen|gesch[äa]ftsbedingungen|\bAGB\b|conditions (?:g[ée]n[ée]rales|d.utilisation)"
        r"|t[ée]rminos (?:de|y)|termini (?:di|e)",
        r"these terms|terms of (?:service|use)|you (?:agree|acknowledge|represent|warrant|grant|may not)"
        r"|liab(?:le|ility)|warrant(?:y|ies)|governing law|arbitration|terminat(?:e|ion)|indemnif\w+|as is"
        r"|intellectual property|nutzungsbedingungen|haftung|disclaim\w*|to the (?:fullest|maximum) extent",
    ),
    _kind(
        "community-guidelines",
        r"\b(?:community|user|content|platform) (?:guidelines|standards|rules|principles|policies)\b"
        r"|\bacceptable use\b|\b(?:the|our) (?:\w+ )?rules\b|\bcode of conduct\b|\bstandards regarding\b",
        r"community (?:guidelines|standards|rules|policies)|harass\w*|hate(?:ful)?(?: speech)?|violen(?:ce|t)|nudity"
        r"|spam|self-harm|sexual(?:ly)?|bully\w*|not allowed|prohibit\w*|violat\w+|suicide|terroris\w+|impersonat\w+"
        r"|graphic|misinformation|exploitat\w+|don't (?:post|share|use)|we (?:remove|don't allow|do not allow)"
        r"|threat\w*|abus\w+",
    ),
    _kind(
        "license-agreement",
        r"\blicen[cs]e (?:agreement|terms)\b|\bEULA\b|lizenz(?:vertrag|bedingungen)",
        r"licens(?:or|ee|ed software)|this licen[cs]e|the software|reverse engineer\w*|install(?:ation)?",
    ),
    _kind(
        "imprint",
        r"\b(?:imprint|impressum|legal (?:notice|disclosure)|mentions l[ée]gales|aviso legal)\b",
        r"handelsregister|ust-?id\w*|vat (?:id|number)|managing directors?|registergericht|gesch[äa]ftsf[üu]hrer",
    ),
)
KINDS = (*(kind.id for kind in _KINDS), OTHER)

_WORD = re.compile(r"\w+")
_HEADING_WEIGHT = 5
# Signs in a thousand words; below it a document is of no kind, and so is one with fewer signs altogether.
_ENOUGH_DENSITY = 8
_ENOUGH = 3


def kind_of(titles: Sequence[str], text: str) -> str:
    """One of `KINDS`.

    titles: of the document and its headings, in order. text: all of it, headings included.
    """
    for kind in _KINDS:
        if titles and kind.title.search(titles[0]):
            return kind.id
    words = len(_WORD.findall(text)) or 1
    signs = {kind.id: len(kind.signs.findall(text)) for kind in _KINDS}
    named = {kind.id: sum(1 for title in titles if kind.title.search(title)) for kind in _KINDS}
    scores = {kind.id: signs[kind.id] + _HEADING_WEIGHT * named[kind.id] for kind in _KINDS}
    best = max(scores, key=lambda kind: (scores[kind], kind))
    enough = scores[best] >= _ENOUGH and scores[best] * 1000 / words >= _ENOUGH_DENSITY
    return best if enough else OTHER
