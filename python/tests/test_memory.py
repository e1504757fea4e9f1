"""The memory that cleaning one long text takes beyond the text itself, as the operating system counts it."""

import subprocess
import sys
from pathlib import Path

import pytest

TEXT_BYTES = 10 << 20
MEBIBYTE = 1 << 20
FIXED_BYTES = 12 * MEBIBYTE
"""The buffers of a page, for which the library takes at most 8 MiB, and what the allocator adds."""

PIECES = {
    "prose": "The harbour kept its lamps lit for the boats that came late.\n",
    "one line": "the harbour kept its lamps lit for the late boats ",
    "removals": "read more\nThe harbour kept its lamps lit for all the boats that came late.\n",
    "read more": "read more\n",
    "short lines": "a\n",
    "unclosed targets": "](",
}

SCRIPT = """
import sys
import dechaff

def status(name):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith(name))

method, piece, size = sys.argv[1], sys.argv[2], int(sys.argv[3])
cleaner = dechaff.Cleaner()
getattr(cleaner, method)(piece)
text = piece * (size // len(piece))
before = status("VmRSS")
result = getattr(cleaner, method)(text)
spans = len(result.removed) + len(result.spared) if method == "report" else 0
print(status("VmHWM") - before, spans)
"""


def measure(method, piece):
    """The peak of memory beyond the text, in bytes, and the number of spans of the report."""
    command = [sys.executable, "-c", SCRIPT, method, piece, str(TEXT_BYTES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return tuple(map(int, done.stdout.split()))


pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this platform does not show the peak")


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_cleaning_takes_at_most_twice_the_text_and_12_mib(piece):
    """A copy of the text, so that other threads of Python can run, and the cleaned text; or the cleaned text and the
    `str` made of it."""
    peak, _ = measure("clean", piece)
    print(f"{peak / MEBIBYTE:.1f} MiB beyond a text of {TEXT_BYTES / MEBIBYTE:.1f} MiB")
    assert peak <= 2 * TEXT_BYTES + FIXED_BYTES


SPAN_BYTES = 1000
"""What a span of the report takes at most: its named tuple with two ints, two to three str and a float, and the span of
the library from which it is made."""


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_report_takes_a_bounded_amount_for_each_span_in_addition(piece):
    peak, spans = measure("report", piece)
    print(f"{peak / MEBIBYTE:.1f} MiB beyond a text of {TEXT_BYTES / MEBIBYTE:.1f} MiB, {spans} spans")
    assert peak <= 2 * TEXT_BYTES + FIXED_BYTES + spans * SPAN_BYTES
