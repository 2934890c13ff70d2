"""What the library is; knows nothing of MkDocs.

Read in this order:

1. ``model``     the frozen types: Library, Strand, Page, Instrument, Statement, Scale, Source, ...
2. ``files``     the shape of each YAML file, and of a page's front matter
3. ``yaml_lines`` YAML to plain values, with the line of each
4. ``load``      files to a Library, or the whole list of problems with file and line
5. ``checks``    what must hold across files: ids, links, sources, rights, ledger
6. ``render``    the one Jinja environment (escaping on, undefined is an error)

``macros/`` joins this package to the site generator; ``scripts/`` are its commands.
"""
