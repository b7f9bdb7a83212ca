"""Small PDF files, made by hand."""


def printed(*pages):
    """Make a PDF: each page is a list of (left, bottom, words), set in 10 points."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    kids = []
    for page in pages:
        drawn = "".join(f"BT /F1 10 Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in page)
        stream = drawn.encode("cp1252")
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (len(objects) + 2)
        )
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(stream), stream))
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj%s\nendobj\n" % (number, body)
    begin = len(data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    data += b"trailer<</Size %d/Root 1 0 R>>\n" % (len(places) + 1)
    return data + b"startxref\n%d\n%%%%EOF" % begin


def remarked(data, *notes):
    """Put notes onto the first page of a PDF: each is what stands between `<<` and `>>`."""
    told = "".join(f"<</Type/Annot{note}>>" for note in notes)
    return data.replace(b"/Type/Page/Parent", f"/Type/Page/Annots[{told}]/Parent".encode(), 1)
