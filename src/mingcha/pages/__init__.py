"""What a web page is made of, for whoever looks at pages: the one home of the HTML parser.

`collect` follows a page's links and reads its lists, `extract` makes a document of it; neither may import the other.
"""
