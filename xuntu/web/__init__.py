"""The workbench of `xuntu serve`: one local page on which a workspace is asked, checked, reviewed and loaded.

running   the server, on 127.0.0.1 alone        door, guard   who may come in, and with what
app       addresses and what they call           desk, moment  what is held while it runs, what a request reads
calls/    what each address does: calls of `Workspace` and of what its commands call
static/   the page: scripts, styles, the editor that .ci/editor.py bundles
"""
