"""What ReportLab gets wrong: each defect is still in its own files, and is not in ours."""

import re
from collections.abc import Callable
from functools import partial
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from rpgkit.pdf.canvas import Page
from rpgkit.pdf.faces import TEXT, file_of, load_fonts
from rpgkit.pdf.metadata import About
from rpgkit.pdf.repairs import Document

PLAIN = "plain"
SIZE = (100.0, 100.0)
Draw = Callable[[Canvas], None]


def plain(draw: Draw) -> bytes:
    """A page as ReportLab itself writes it."""
    load_fonts()
    # Registered by hand: ReportLab would take our own for it, since both come from one file.
    pdfmetrics._fonts[PLAIN] = TTFont(PLAIN, str(file_of(TEXT)))
    return drawn(partial(Canvas, pagesize=SIZE, pageCompression=1), draw)


def mended(draw: Draw) -> bytes:
    """The page as we write it."""
    return drawn(lambda file: Page(file, SIZE, About("A page", "A test")), draw)


def drawn(make: Callable[[BytesIO], Canvas], draw: Draw) -> bytes:
    file = BytesIO()
    canvas = make(file)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def saying(text: str, face: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(face, 10)
        canvas.drawString(10, 50, text)

    return draw


def table_of_letters(data: bytes) -> str:
    """What the first face in a file says of its letters."""
    fonts = PdfReader(BytesIO(data)).pages[0]["/Resources"]["/Font"].get_object()  # type: ignore[index]
    tables = [font.get_object().get("/ToUnicode") for font in fonts.values()]
    text: str = next(table for table in tables if table).get_object().get_data().decode()
    return text


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        text: str = document[0].get_textpage().get_text_range()
        return text


def test_the_end_of_a_stream_stands_on_a_line_of_its_own() -> None:
    def ends(data: bytes) -> set[bytes]:
        return {data[found.start() - 1 : found.start()] for found in re.finditer(b"endstream", data)}

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("form", 0, 0, 10, 10)
        canvas.rect(0, 0, 5, 5)
        canvas.endForm()
        canvas.doForm("form")

    assert ends(plain(draw)) != {b"\n"}
    assert ends(mended(draw)) == {b"\n"}


def test_data_that_ends_with_half_a_line_end_is_not_a_byte_short() -> None:
    """Readers that look for a stream's end take a carriage return before it for a part of the line's end."""
    document, stream = Document(), PDFStream(content=b"0 0 m\r")
    document.Reference(stream)
    assert stream.format(document).endswith(b"0 0 m\r\r\nendstream\n")


def test_no_code_of_a_face_stands_for_the_letter_of_number_0() -> None:
    assert "<00> <0000>" in table_of_letters(plain(saying("a", PLAIN)))
    table = table_of_letters(mended(saying("a", TEXT)))
    assert "<0000>" not in table
    assert "<61> <0061>" in table


def test_a_face_tells_a_hundred_letters_at_a_time() -> None:
    letters = "".join(map(chr, range(0xC0, 0x17F)))
    assert max(map(int, re.findall(r"(\d+) beginbfchar", table_of_letters(plain(saying(letters, PLAIN)))))) > 100
    counts = list(map(int, re.findall(r"(\d+) beginbfchar", table_of_letters(mended(saying(letters, TEXT))))))
    assert len(counts) > 1
    assert max(counts) <= 100


def test_a_letter_beyond_four_digits_is_said_as_it_is() -> None:
    hand = "\U0001f44c"
    assert "<1F44C>" in table_of_letters(plain(saying(hand, PLAIN)))
    data = mended(saying(hand, TEXT))
    assert "<D83DDC4C>" in table_of_letters(data)
    assert hand in text_of(data)


def test_a_form_keeps_what_shines_through() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("form", 0, 0, 100, 100)
        canvas.setFillAlpha(0.3)
        canvas.rect(0, 0, 100, 100, stroke=0, fill=1)
        canvas.endForm()
        canvas.doForm("form")

    def grey(data: bytes) -> int:
        with pypdfium2.PdfDocument(data) as document:
            pixel: tuple[int, int, int] = document[0].render().to_pil().convert("RGB").getpixel((50, 50))
            return pixel[0]

    assert grey(plain(draw)) == 0
    assert 170 < grey(mended(draw)) < 190


def test_no_face_comes_in_that_is_not_embedded() -> None:
    assert b"Helvetica" in plain(saying("a", PLAIN))
    assert b"Helvetica" not in mended(saying("a", TEXT))
    with pytest.raises(ValueError, match="'Helvetica' is not embedded"):
        mended(saying("a", "Helvetica"))


def test_a_letter_without_a_glyph_is_written_as_its_number() -> None:
    assert "9F98" not in text_of(plain(saying("a龘b", PLAIN)))
    assert "a[U+9F98]b" in text_of(mended(saying("a龘b", TEXT)))
