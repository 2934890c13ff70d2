"""The preview that `serve` shows: a server, a watcher and a builder, joined by `serve.py`.

1. ``server``   sends the last good site, adds the script that reloads pages
2. ``watcher``  waits for files to change
3. ``builder``  builds in a process of its own, so that pages are sent meanwhile
"""
