"""Downloads: every resource in the formats that schools use.

1. ``books`` says which documents there are, and makes them from the pages' own HTML (``parts``,
   ``reading``) and from the model (``forms``)
2. ``orders`` says which files there are; ``making`` makes them, or finds them in the ``store``
3. each format is one module: a function from a document, or from the model, to bytes
4. ``downloads`` is what the site asks
"""
