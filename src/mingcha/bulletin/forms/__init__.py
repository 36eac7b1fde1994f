"""One bulletin in every form a reader may want: docx, pdf, html, xlsx, and the evidence beneath it."""
