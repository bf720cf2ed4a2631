"""Saving workbooks so that equal content gives equal bytes, whenever it is saved."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook

_CORE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MERGE = re.compile(rb"<mergeCell [^>]*/>")
_MERGES = re.compile(rb"(?:<mergeCell [^>]*/>)+")


UNDATED = datetime(2000, 1, 1)
"""When a workbook of an answer says it was made: the same answer gives the same bytes on any day."""


def save(book: Workbook, path: Path, stamp: datetime = UNDATED) -> None:
    """Save a workbook with all clocks stopped at a moment."""
    raw = io.BytesIO()
    book.properties.created = stamp
    book.save(raw)
    said = rf"\g<1>{stamp:%Y-%m-%dT%H:%M:%S}Z".encode()
    with (
        zipfile.ZipFile(raw) as packed,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out,
    ):
        for name in packed.namelist():
            content = packed.read(name)
            if name == "docProps/core.xml":
                content = _CORE.sub(said, content)
            # openpyxl keeps merged ranges in a set, whose order changes from run to run.
            content = _MERGES.sub(lambda found: b"".join(sorted(_MERGE.findall(found[0]))), content)
            info = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, content)
