"""What libraries raise over a file that is not what it should be: they check little beforehand."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

BAD_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    # Names of parts that are no UTF-8, offsets before the beginning.
    ValueError,
    EOFError,
    OSError,
    # A part with a password; NotImplementedError, a packing that Python lacks, is one of them.
    RuntimeError,
)
"""Raised by opening a zip, and by reading its parts."""

BAD_CONTENT = (
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
    # RecursionError and NotImplementedError are among them.
    RuntimeError,
)
"""Raised by code that takes what it reads for granted; each door adds the errors of its own library."""
