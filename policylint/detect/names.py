"""Names: proper names in a text, and among them those of the operator. In: all units. Out: the spans where one stands.

A name is a run of capitalised words that holds a word which this text never writes in lower case, or ends with the
legal form of a company, or a brand that is a domain. The operator's names are those the document introduces as such
("Acme Ltd (“we”)", "operated by Acme", "Acme built the app"); they are then found wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policylint.detect.anchors import positions
from policylint.detect.normal import SEPARATOR
from policylint.detect.units import Unit, Units
from policylint.places import Span

_LEGAL_FORMS = (
    r"Inc|Incorporated|LLC|L\.L\.C|LLP|L\.P|LP|Ltd|Limited|Corp|Corporation|Company|PLC|plc|P\.L\.C|Pty|Pte|Pvt|PBC|CIC|DAC|ULC|LTDA|Ltda|Lda"
    r"|GmbH|gGmbH|mbH|UG|AG|KG|OHG|e\.V|e\.K|GbR|SE|S\.A|SA|S\.A\.S|SAS|SASU|SARL|S\.à r\.l|S\.a\.r\.l|EURL|S\.L|S\.L\.U|SL|SLU|S\.p\.A|SpA|S\.P\.A"
    r"|S\.r\.l|Srl|SRL|S\.R\.L|B\.V|BV|N\.V|NV|BVBA|VOF|ApS|A/S|AB|Oy|Oyj|AS|ASA|OÜ|UAB|SIA|d\.o\.o|a\.s|s\.r\.o|Sp\. z o\.o|Zrt|Kft|OOO|EOOD|OOD"
    r"|Bhd|Sdn|FZE|FZ-LLC|FZCO|FZC|KK|K\.K|Co"
)
# The first letter of a word that is capitalised, or that has a capital behind one or two small letters ("iPhone").
_FIRST = r"[A-ZÀ-ÖØ-Þ\d](?:(?<=\D)|(?=\d{0,3}[A-Za-z ]))(?:(?<![\w’'.@/-].)|(?<=[^\w’'.@/-][a-z].)|(?<=[^\w’'.@/-][a-z][a-z].))"
_REST = r"(?:(?:(?<=[A-Z])|(?<=S)t|(?<=[DM])r|(?<=C)o|(?<=Lt)d|nc|orp|td|ros)\.(?!\w)|[\w&+]*(?:['’.-][\w&+]+)*(?:(?<=\.[A-Za-z])\.)?)"
_LINK = rf"(?:,? (?=(?:{_LEGAL_FORMS})\b)| & | \((?=Pty|Pvt|Private)| (?:(?:of|for|de|der|van|von|la|du|di|da) (?:the )?)?)"
_RUN = re.compile(rf"{_FIRST}{_REST}(?:{_LINK}(?:[a-z]{{1,2}})?{_FIRST}{_REST}(?:(?<=Pty)\)|(?<=Pvt)\)|(?<=Private)\))?){{0,8}}"
    r"(?: (?:srl|s\.r\.l\.|gmbh|ltd|inc|llc|sarl|bv|sas|limited)\b\.?)?")
_DOMAIN_NAME = re.compile(r"(?<![\w@./-])[A-Za-z0-9][A-Za-z0-9-]*\.(?:com|net|org|io|app|co|ai|tv|me|us|uk|de|fr|eu|info|biz|gov|edu|games|dev)\b(?![/@])")
_COMPANY = re.compile(rf".*[ ,(](?!Company\b)(?:{_LEGAL_FORMS}|srl|s\.r\.l|gmbh|ltd|inc|llc|sarl|bv|sas|limited)\.?\)?(?= |$)")
_ENDS_LEGAL = re.compile(rf"(?:^|[ ,(])(?:{_LEGAL_FORMS})\.?\)?$")
_LEGAL_TAIL = re.compile(rf"(?:,? \(?(?:{_LEGAL_FORMS})\.?\)?)+$")
# Written with a capital in policies and no name: what begins sentences, what policies are about, what law is called.
_COMMON = frozenset(
    """
    a about above affiliate developer developers minor minors protocol media analytics username password gender coordinator member
    members agents residents initiative examples similarly generally accordingly unfortunately alternatively notwithstanding last
    access according account accounts act acts ad additional additionally address addresses administered advertisers
    advertising affiliates after again agreement all already also although always among an and android any anyone api app
    applicable application applications apps april are article as at attention attn august authority automatically avenue based
    because before below board both box browser building business but by california canada can categories center certain
    changes chief child children choice choices city clause click client code collecting collection comment commission
    committee company complaint compliance conditions consent consumer consumers contact contacting content contents control
    controller cookie cookies copyright corporate could country court customer customers data date days december declaration
    definitions delete deletion department depending description details device devices directive director disclosure
    disclosures do does dpo drive due during each economic effective either electronic email emails english ensure eu europe european
    even every except facts february finally first floor following for force free friday from further furthermore gdpr general
    google's has have he health help her here his home how however i id identity if important in including inclusive
    information inquiries instead international internet introduction inc ios ip is it its january july june just kingdom law laws
    learn legal like limited link links location log logs mail make manager march marketing may meanwhile mobile
    monday moreover most mr ms my name need network never new no north not note nothing notice notices november now number
    october of office officer on once one online only opt or org other others otherwise our out overview owner page parental
    parents part parties party payment people per permissions person personal personally phone platform please policies policy portability
    postal post practices prior privacy processing processor product products profile protection provider providers
    providing public purpose purposes question questions rather read reasons recipients registered regulation
    regulations remember request requests responsibility responsible retention right rights road s safe safety saturday section
    sections security see sensitive september server service services settings several shall share sharing she should similar
    since site sites so social software some sometimes south specific start state statement states still store street subject
    such suite sunday supervisory support tel telephone terms than thank that the their them then there therefore
    these they things third this those through thursday thus to tool tools tracking transfer trust tuesday types under union united unless
    until up update updated updates upon us usa usage use user users using via video visitor visitors warning we web webmaster
    website websites wednesday welcome west what when whenever where whether which while who why will with within without
    working world would yes yet you your yours
    """.split()
)
_COMMON_CAPITALISED = frozenset((*(word.capitalize() for word in _COMMON), *(word.upper() for word in _COMMON)))
# What a document calls its operator when it does not use the name.
_SELF = frozenset(
    "we|us|our|ours|company|developer|service provider|owner|operator|controller|data controller|provider|publisher"
    "|organization|organisation|site owner|app owner|firm|licensor".split("|")
)
_QUOTED = re.compile(r"[\"“”„'‘’«]\s?([^\"“”„'‘’«»]{1,40}?)[,.]?\s?[\"“”'‘’»]")
_SELF_PLAIN = re.compile(r"\W*(?:the )?(?:hereinafter|hereafter|we|us|our)\b|.{0,60}\b(?:or|as) (?:we|us)\W*$", re.IGNORECASE)
# Before a name at the start of a sentence.
_OPENING = re.compile(r"(?:(?:Here )?at |We at |We,? |We are |I am |I'm |Welcome to |By )?(?:the )?[\[\"“'‘]?", re.IGNORECASE)
_INTRODUCES = re.compile(
    r"[\]\"”'’]?(?: \([A-Z]{2,8}\))?(?: team| group)?,? (?:and its (?:affiliates|subsidiaries|partners|related|third|group)"
    r"|(?:has )?(?:built|developed|created|designed|published) (?:the|this)\b|(?:owns|operates|runs|provides|maintains|manages|administers)\b"
    r"|has (?:adopted|created|developed|prepared|established|implemented) th"
    r"|(?:is|are) (?:(?:\w+ly )?(?:committed|dedicated|concerned)\b|the (?:data )?controller|an? (?:[\w-]+ ){0,3}(?:company|organi[sz]ation"
    r"|foundation|charity|firm|corporation|association|business|non-?profit|developer|studio|team|school|university|agency|institute|society)\b)"
    r"|(?:respects?|values?|recogni[sz]es?|understands?|appreciates?|cares?)\b|takes? (?:your|the|its|our|data|user)|acts as)"
)
_WE = re.compile(r",? we\b")
_ACTS = re.compile(
    r",? (?:may|will|does|shall|can|reserves|collects?|uses|processes|stores|shares|retains|treats|handles|gathers|complies|maintains"
    r"|discloses|follows|receives|protects|provides|intends|takes|regularly|cannot|is not responsible|has|respects|values|operates)\b"
)
_TITLE = re.compile(
    r"(.*?)(?:['’]s?)?[\s:|,–—-]*\b(?:app |website |mobile |online |our |data |customer |user )*(?:privacy|data protection)[\w ]*?(?:policy|notice|statement|policies)?"
    r"(?:\s*(?:of|for|at|:|\||–|—|-)\s*(?:the\s)?(.*))?$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:operated|owned|published|developed|created|built|offered|run|maintained|managed|administered|provided|made|designed|hosted|controlled) by (?:the )?$"
)
_OUR_PRODUCT = re.compile(r"\b(?:this|the|our|my|this is an?) (?:[\w-]+ ){0,4}(?:web ?sites?|sites?|apps?|applications?|services?|games?|platform|products?)\b", re.IGNORECASE)
_NOT_OURS = re.compile(r"\b(?:third|analytics|advertis\w+|plug-?ins?|linked|other|payment|hosting|cookies?|servers?|network)\b", re.IGNORECASE)
_REFERS = re.compile(
    r"(?:\bcompany\b[^.]{0,130}|[\"”'’] |\bowner |\bcontroller |\boperator )(?:refers? to|means?|is|are)(?: the| an?)? $", re.IGNORECASE
)
_DIRECTLY = ("we are ", "i am ", "i'm ", "we at ")
_MOST_NAMES = 12


class Names:
    """The names in one document.

    units: its units. A run is a stretch of capitalised words, as offsets into their text.
    """

    def __init__(self, units: Units) -> None:
        self._units = units
        self._text = units.text
        self._words = set(units.text.split())
        self._known: dict[str, bool] = {}
        self._runs = [found.span() for found in _RUN.finditer(self._text) if found.group() not in _COMMON_CAPITALISED]

    def all(self) -> Iterator[Span]:
        """Every proper name.

        One word at the start of a sentence, or in a heading, is a name only where it has a capital elsewhere too.
        """
        spans = [span for run in self._runs if (span := self._trimmed(run)) is not None]
        starts = {unit.own for unit in self._units.units}
        doubtful = [
            span.start in starts or unit.heading for span, unit in zip(spans, units_at(self._units, spans), strict=True)
        ]
        sure = {self._text[span.start : span.end] for span, doubt in zip(spans, doubtful, strict=True) if not doubt}
        for span, doubt in zip(spans, doubtful, strict=True):
            text = self._text[span.start : span.end]
            if not doubt or text in sure or not (text.isalpha() and text[1:].islower()):
                yield span

    def _trimmed(self, span: tuple[int, int]) -> Span | None:
        """The run without common words at its ends; none where nothing else is left."""
        start, end = span
        while self._text[start - 1].islower():
            start -= 1
        text = self._text[start:end]
        if text.endswith(("'s", "’s")):
            text = text[:-2]
        if " " not in text:
            return Span(start, start + len(text)) if self._proper(text) else None
        words = text.split(" ")
        if len(words) > 1 and _ENDS_LEGAL.search(text) and words[0] not in ("The", "Company"):
            return Span(start, start + len(text))
        while words and not self._proper(words[0]):
            start += len(words.pop(0)) + 1
        while words and not self._proper(words[-1]):
            words.pop()
        return Span(start, start + len(" ".join(words))) if words else None

    def _proper(self, word: str) -> bool:
        """Whether it is a word of its own, and not one that the language or this text has in lower case."""
        known = self._known.get(word)
        if known is None:
            plain = word.rstrip(",.").lower()
            known = len(plain) > 1 and plain not in _COMMON and plain not in self._words and not plain.isdigit()
            self._known[word] = known
        return known

    def companies(self) -> Iterator[Span]:
        """The names that hold the legal form of a company."""
        for start, end in self._runs:
            if end - start > 4 and (found := _COMPANY.match(self._text, start, end)):
                yield Span(start, found.end())

    def operators(self) -> Iterator[Span]:
        """Every place at which the operator is called by a name that the document introduces as its."""
        taken = -1
        names = list(dict.fromkeys(form for name in self._introduced() for form in _forms(name)))[:_MOST_NAMES]
        spots = {(at, at + len(name)) for name in names for at in self._places(name)}
        for start, end in sorted(spots, key=lambda spot: (spot[0], -spot[1])):
            if start >= taken:
                taken = end
                yield Span(start, end)

    def _places(self, name: str) -> Iterator[int]:
        for at in positions(self._text, name):
            before, after = self._text[at - 1], self._text[at + len(name)]
            if not (before.isalnum() or before in "@/.-_") and not (after.isalnum() or after in "@/_"):
                yield at

    def _introduced(self) -> Iterator[str]:
        """The names of the operator, in the order in which the document gives them."""
        for title in self._titles():
            if any(_ACTS.match(self._text, at + len(title)) for at in self._places(title)):
                yield title
        for unit in self._units.units:
            if not unit.heading:
                yield from self._at_the_start(unit)
                yield from self._before_brackets(unit)
        for at in positions(self._units.folded, " by "):
            if (found := _BY.search(self._text, max(0, at - 20), at + 4)) is not None:
                before = self._text[max(0, at - 120) : found.start()].rpartition(SEPARATOR)[2]
                product = _OUR_PRODUCT.search(before)
                if product and not _NOT_OURS.search(before) and " use" not in before[product.end() :]:
                    yield from self._name_at(at + 4)
        for verb in (" refers to ", " means "):
            for at in positions(self._units.folded, verb):
                if _REFERS.search(self._text, max(0, at - 150), at + len(verb)):
                    yield from self._name_at(at + len(verb))

    def _titles(self) -> Iterator[str]:
        for unit in [unit for unit in self._units.units[:6] if unit.heading][:2]:
            found = _TITLE.match(unit.place.text[:120])
            for part in found.groups() if found else ():
                name = _RUN.search(part or "")
                if name and name.group() == part and self._can_name(name.group()):
                    yield name.group()

    def _at_the_start(self, unit: Unit) -> Iterator[str]:
        """ "Acme respects your privacy", "We are Acme"."""
        opening = _OPENING.match(self._text, unit.own, unit.end)
        assert opening is not None
        name = self._run_at(opening.end(), unit.end)
        if self._can_name(name):
            said = opening.group().lower()
            behind = opening.end() + len(name)
            if (
                said.startswith(_DIRECTLY)
                or _INTRODUCES.match(self._text, behind, unit.end)
                or (said.rstrip().endswith(("at", "to")) and _WE.match(self._text, behind, unit.end))
            ):
                yield name

    def _before_brackets(self, unit: Unit) -> Iterator[str]:
        """ "Acme Ltd (“Acme”, “we”)": the name before the brackets, and the short one in them."""
        text = unit.place.text
        for at in positions(text, "("):
            inside = text[at + 1 : at + 160].partition(")")[0]
            quoted = [each.removeprefix("the ").removeprefix("The ") for each in _QUOTED.findall(inside)]
            if not (any(each.lower() in _SELF for each in quoted) or _SELF_PLAIN.match(inside)):
                continue
            place = unit.own + len(text[:at].rstrip(" ,\"”'’"))
            name = self._run_before(place, max(unit.own, place - 100))
            if not name and at < 250:
                opening = _OPENING.match(self._text, unit.own, unit.end)
                name = self._run_at(opening.end() if opening else unit.own, unit.end)
            if self._can_name(name):
                yield name
                yield from (each for each in quoted if each[:1].isupper() and self._can_name(each))

    def _run_before(self, end: int, start: int) -> str:
        for found in _RUN.finditer(self._text, start, end):
            if found.end() == end:
                first = found.start()
                while self._text[first - 1].islower():
                    first -= 1
                return self._text[first:end]
        return ""

    def _run_at(self, at: int, end: int) -> str:
        """The run of capitalised words that starts here, or nothing."""
        small = 0
        while small < 2 and self._text[at + small].islower():
            small += 1
        found = _RUN.match(self._text, at + small, end)
        return self._text[at : found.end()] if found else ""

    def _name_at(self, at: int) -> Iterator[str]:
        at += 4 if self._text[at : at + 4].lower() == "the " else 0
        name = self._run_at(at, at + 120)
        if self._can_name(name):
            yield name

    def _can_name(self, text: str) -> bool:
        """Whether it can be a name: a single word must not be one of the language."""
        words = text.split(" ")
        if not text or len(words) == 1:
            return self._proper(text)
        return any(word.rstrip(",.").lower() not in _COMMON and len(word) > 1 for word in words)


def units_at(units: Units, spans: Sequence[Span]) -> Iterator[Unit]:
    """The unit of each span; spans in order."""
    at = 0
    for span in spans:
        while units.units[at].end <= span.start:
            at += 1
        yield units.units[at]


def _forms(name: str) -> Iterator[str]:
    """A name as it is written again: in full, and without its legal form."""
    for form in (name, _LEGAL_TAIL.sub("", name)):
        if len(form) > 2 and form.lower() not in _SELF and form.lower() not in _COMMON:
            yield form
