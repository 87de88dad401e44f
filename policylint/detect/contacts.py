"""Addresses that are one string: e-mail, telephone, web, form. In: all units. Out: the spans where one stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policylint.detect.anchors import positions
from policylint.detect.units import Units
from policylint.places import Span

_USER = re.compile(r"[A-Za-z0-9][\w.+'-]{0,63}\Z")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9-]{1,63}(?:\.| ?[\[({<] ?(?:dot|\.) ?[\])}>] ?)){1,6}[A-Za-z0-9-]{2,63}", re.IGNORECASE
)
_AT = re.compile(r"[@\[({<](?:(?<=@)| ?(?:at|@) ?[\])}>])", re.IGNORECASE)
# "at" as a bare word is the sign only where "dot" is one too.
_IN_WORDS = re.compile(r"\b[A-Za-z0-9][\w.+-]{1,40} at (?:[A-Za-z0-9-]{2,40} dot ){1,3}[A-Za-z]{2,10}\b", re.IGNORECASE)
# What a web server puts where it hides an address from robots.
_HIDDEN_TARGET = "email-protection"
_HIDDEN_TEXT = re.compile(r"\[email\s+protected\]")
_PLACEHOLDER = re.compile(
    r"(?:you|your-?name|name|user(?:name)?|someone|first-?name|first\.last|john\.?doe|jane\.?doe|xxx*)[@\[({< ]"
    r"|(?:your-?e?-?mail|e-?mail-?address)@"
    r"|[^@]*@(?:your-?(?:domain|company|site|website|business)|domain|website|mydomain|company-?name)\.",
    re.IGNORECASE,
)
# Authorities, and who settles disputes; nobody reaches the operator there.
_AUTHORITY = re.compile(
    r"[^@]*@(?:[\w-]+\.)*(?:ico\.org\.uk|cnil\.fr|ftc\.gov|edp[bs]\.europa\.eu|dataprotection\.ie|garanteprivacy\.it|gpdp\.it"
    r"|aepd\.es|cnpd\.pt|bund\.de|datenschutz(?:\.(?:hessen|rlp|bremen)|-(?:hamburg|berlin|mv))\.de"
    r"|autoriteitpersoonsgegevens\.nl|apd-gba\.be|datatilsynet\.(?:no|dk)|imy\.se|uodo\.gov\.pl|dsb\.gv\.at"
    r"|edoeb\.admin\.ch|priv\.gc\.ca|oaic\.gov\.au|privacy\.org\.nz|doj\.ca\.gov|cppa\.ca\.gov|bbb\.org|truste\.com"
    r"|trustarc\.com|jamsadr\.com|adr\.org)$",
    re.IGNORECASE,
)
_LONGEST_DOMAIN = 260

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'\ue000]*[^\s<>\"'\ue000.,;:!?)\]}’”]", re.IGNORECASE)
# Help and support are many pages; to write to somebody is what they begin with.
_FORM_TARGET = re.compile(
    r"contact|feedback|ticket|dsar|web-?form|/forms?\b|inquir|enquir|requests?/new"
    r"|(?:privacy|data|deletion|access|subject|rights)[-_]?request"
    r"|(?:^|[/.])(?:support|help)(?:\.[\w.-]{1,80}|[-_/]?(?:cent(?:er|re)|desk))?/?(?:[?#]|$)",
    re.IGNORECASE,
)
_NO_FORM_TEXT = re.compile(r"polic(?:y|ies)|terms|guidelines|notice|statement|learn|cookies?|articles?", re.IGNORECASE)
_FORM_TEXT = re.compile(
    r"\b(?:contact (?:us|form|page|me|support)"
    r"|(?:web|online|request|feedback|inquiry|enquiry|support|privacy|contact) ?form"
    r"|submit (?:a|your) (?:request|ticket)|privacy (?:portal|request)|help (?:center|centre|desk)"
    r"|(?:write|e-?mail|message) us)\b",
    re.IGNORECASE,
)
# Pages of others that policies point at: how browsers block cookies, how networks are opted out of.
_OTHERS_PAGE = re.compile(
    r"^(?:https?:)?//(?:[\w-]+\.)*(?:google|apple|mozilla|microsoft|windows|opera|adobe|macromedia|facebook|twitter|linkedin|pinterest"
    r"|instagram|vivaldi|brave|samsung|aboutads|allaboutcookies|networkadvertising|youronlinechoices|optout\.\w+|firefox"
    r"|mixpanel|hotjar|stripe|paypal|doubleclick|unity3d|applovin|ironsrc|chartboost|vungle|tapjoy|ico|cnil|ftc|europa"
    r"|ec|oag|bbb|truste|trustarc|jamsadr|privacyshield|edpb)\.(?:com|org|net|eu|info|gov|fr|ca|co)(?:[./]|$)",
    re.IGNORECASE,
)

_PHONE = re.compile(r"[+(0-9](?<![\w.][+(0-9])(?:(?<=\d)|\d)[\d ().\-–/]{6,18}\d(?!\w)")
_PHONE_LABEL = re.compile(
    r"\b(?:phone|tel|telephone|call|fax|mobile|toll-?free|dial)\b[^\d\ue000]{0,40}$", re.IGNORECASE
)
_IP_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}\b")
# A number to be dialled by its letters: 1-800-FLOWERS, (888) 555-HELP.
_VANITY = re.compile(r"8(?:00|33|44|55|66|77|88)\)?[-. ] ?(?=[\dA-Z-]{0,9}[A-Z]{3})[\dA-Z][\dA-Z-]{5,11}(?!\w)")


def emails(units: Units) -> Iterator[Span]:
    """E-mail addresses, however they are spelled, and links that write one; no examples of an address."""
    text = units.text
    for at in _AT.finditer(text):
        span = _email(text, at.start(), at.end())
        if span is not None:
            yield span
    for at_dot in positions(units.folded, " dot "):
        found = _IN_WORDS.search(text, max(0, at_dot - 90), at_dot + 60)
        if found and found.start() < at_dot < found.end():
            yield Span(*found.span())
    for hidden in positions(units.folded, "email protected"):
        if (found := _HIDDEN_TEXT.match(text, hidden - 1)) is not None:
            yield Span(*found.span())
    for unit in units.units:
        for link in unit.links:
            if link.start < link.end and (link.target[:7].lower() == "mailto:" or _HIDDEN_TARGET in link.target):
                yield Span(unit.own + link.start, unit.own + link.end)


def _email(text: str, start: int, end: int) -> Span | None:
    """The address around the sign at [start, end). One space may stand on either side of the sign."""
    spaced = text[start - 1] == " "
    start -= spaced
    user = _USER.search(text, max(0, start - 64), start)
    if user is None:
        return None
    domain = _DOMAIN.match(text, end + (text[end : end + 1] == " "), end + _LONGEST_DOMAIN)
    if domain is None or (spaced and domain.group().startswith("www.")):
        return None
    span = Span(user.start(), domain.end())
    if _PLACEHOLDER.match(text, span.start, span.end) or _AUTHORITY.match(text, span.start, span.end):
        return None
    return span


def addresses(units: Units) -> Iterator[tuple[str, Span]]:
    """Addresses on the web (`url`), and those among them at which one can write to somebody (`form`)."""
    for span in _written_urls(units):
        yield "url", span
        if _leads_to_form(units.text[span.start : span.end], ""):
            yield "form", span
    for unit in units.units:
        for link in unit.links:
            if link.start < link.end and not link.target[:7].lower().startswith(("mailto:", "tel:", "#")):
                span = Span(unit.own + link.start, unit.own + link.end)
                yield "url", span
                if _leads_to_form(link.target, units.text[span.start : span.end]):
                    yield "form", span


def _written_urls(units: Units) -> Iterator[Span]:
    text, taken = units.text, 0
    schemes = (at - (4 if text[at - 5 : at - 4] not in "hH" else 5) for at in positions(text, "://"))
    for at in sorted((*schemes, *positions(units.folded, "www "))):
        found = _URL.match(text, at) if at >= taken else None
        if found:
            taken = found.end()
            yield Span(*found.span())


def _leads_to_form(target: str, text: str) -> bool:
    if _OTHERS_PAGE.match(target) or _HIDDEN_TARGET in target or _NO_FORM_TEXT.search(text):
        return False
    return bool(_FORM_TARGET.search(target) or (text and _FORM_TEXT.search(text)))


def phones(units: Units) -> Iterator[Span]:
    """Telephone numbers, those that are dialled by letters too, and links that dial one."""
    text = units.text
    for found in _PHONE.finditer(text):
        if _is_phone(found.group(), text, found.start()):
            yield Span(*found.span())
    for found in _VANITY.finditer(text):
        if not text[found.start() - 1].isalnum():
            yield Span(*found.span())
    for unit in units.units:
        for link in unit.links:
            if link.start < link.end and link.target[:4].lower() == "tel:":
                yield Span(unit.own + link.start, unit.own + link.end)


def _is_phone(digits: str, text: str, start: int) -> bool:
    """By libphonenumber: a valid international number, a valid North American one, or a possible one with a label."""
    import phonenumbers  # 12 ms that a text without digits need not pay

    if _IP_ADDRESS.match(digits):
        return False
    region = None if digits.startswith(("+", "00")) else "US"
    try:
        number = phonenumbers.parse("+" + digits[2:] if digits.startswith("00") else digits, region)
    except phonenumbers.NumberParseException:
        return False
    if _PHONE_LABEL.search(text, max(0, start - 60), start):
        return phonenumbers.is_possible_number(number) or sum(char.isdigit() for char in digits) in range(7, 14)
    return phonenumbers.is_valid_number(number) and not digits.isdigit()
