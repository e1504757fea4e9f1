"""The command `dechaff`, which is also `python -m dechaff`: the Rust command, run in this process."""

from __future__ import annotations

import signal
import sys

from dechaff._dechaff import run_command


def main() -> int:
    """Runs the command with the arguments of this process and returns its exit status."""
    # Python's handler only sets a flag that the interpreter reads later, so that Ctrl-C would not end the command.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run_command(["dechaff", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
