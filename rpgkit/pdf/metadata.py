"""What a printed file says of itself: title, author, language, and that it is PDF/UA-1 and PDF/A-2a."""

from dataclasses import dataclass
from pathlib import Path
from unicodedata import category
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    XMP,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFStream,
    PDFString,
    PDFZCompress,
)
from reportlab.pdfgen.canvas import Canvas

VERSION = (1, 7)
_PROFILE = Path(__file__).parent / "srgb.icc"
# The schema of the one property that PDF/A does not know: what it is, for readers of XMP.
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{creator}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
{extension}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class About:
    """What a printed file is; its language as `en`."""

    title: str
    subject: str
    author: str = "Half of Us"
    language: str = "en"


def legible(text: str) -> str:
    """Text from outside as titles and descriptions can hold it: no controls, and no half a letter."""
    return "".join("\ufffd" if category(letter) in ("Cc", "Cs", "Cn") else letter for letter in text)


def entitle(document: PDFDocument, about: About) -> None:
    """Writes into a document what it is called, and no more."""
    document.setTitle(legible(about.title))
    document.setAuthor(legible(about.author))
    document.setSubject(legible(about.subject))
    document.setCreator("rpgkit")


def describe(canvas: Canvas, about: About) -> None:
    """Writes into a document what it is, twice alike: for old readers and as XMP."""
    document, catalog = canvas._doc, canvas._doc.Catalog
    entitle(document, about)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    catalog.Metadata = XMP(creator=lambda document: _xmp(document, about.language))
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = PDFArray([_colours(document)])


def _xmp(document: PDFDocument, language: str) -> bytes:
    info = document.info
    words = {"title": info.title, "author": info.author, "subject": info.subject, "creator": info.creator}
    words |= {"producer": info.producer, "language": language}
    date = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*document._timeStamp.YMDhms)
    said = {key: escape(word) for key, word in words.items()}
    return _XMP.format(**said, date=date, extension=_EXTENSION).encode()


def _colours(document: PDFDocument) -> PDFDictionary:
    """What the numbers of colours mean: sRGB, always the same bytes."""
    profile = PDFStream(content=_PROFILE.read_bytes(), filters=[PDFZCompress])
    profile.dictionary["N"] = 3
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )
