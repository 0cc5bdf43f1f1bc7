"""As much of rclone as a delivery asks for, over a folder: its words, its exit codes."""

import json
import os
import shutil
import sys
from pathlib import Path

_FOLDER_NOT_FOUND = 3


def _place(word: str) -> Path:
    """A folder of this machine, or of the store."""
    inside = Path(os.environ["RCLONE_FOLDER"]) / word.removeprefix("depot:")
    return inside if word.startswith("depot:") else Path(word)


def main() -> int:
    command, *words = sys.argv[1:]
    paths = sys.stdin.read().splitlines() if command in {"copy", "delete"} else []
    with Path(os.environ["RCLONE_LOG"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps([sys.argv[1:], paths]) + "\n")
    if command in os.environ["RCLONE_FAILS"].split():
        sys.stderr.write("Failed: dial tcp: connection refused\n")
        return 1
    places = [word for word in words if not word.startswith("--")]
    remote = _place(places[-1])
    if command == "lsjson":
        if not remote.is_dir():
            return _FOLDER_NOT_FOUND
        sys.stdout.write(json.dumps([{"Name": entry.name} for entry in remote.iterdir()]))
    elif command == "cat":
        sys.stdout.buffer.write(remote.read_bytes())
    else:
        for path in paths:
            if command == "copy" and (_place(places[0]) / path).exists():
                (remote / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(_place(places[0]) / path, remote / path)
            elif command == "delete" and (remote / path).exists():
                (remote / path).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
