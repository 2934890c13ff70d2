"""The permanent copy: one zip that a school keeps, that works by double-click and checks itself.

1. ``contents``  what goes in: the site, the sources, the pages at the top
2. ``bag``       the manifests of a BagIt bag (RFC 8493, sha512)
3. ``signature`` the signature over the manifests, in minisign's form
4. ``archive``   the zip, the same bytes for the same contents
"""
