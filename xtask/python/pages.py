# Prints what pdfium says of each page of some PDF files, as JSON: a list of texts a file, null for one it cannot read.
import json
import sys

import pypdfium2

files = []
for name in sys.argv[1:]:
    try:
        pages = pypdfium2.PdfDocument(name)
        files.append([page.get_textpage().get_text_range() for page in pages])
    except pypdfium2.PdfiumError:
        files.append(None)
json.dump(files, sys.stdout)
