"""The fictional city 云川市: one frozen truth, written as the ledgers and reports of an office."""

from xuntu.synthetic.city import make_city
from xuntu.synthetic.model import City
from xuntu.synthetic.writing import write_city

__all__ = ["City", "make_city", "write_city"]
