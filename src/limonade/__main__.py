"""The `limonade` command: everything an operator does from a terminal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "limonade.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["limonade", *sys.argv[1:]])
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
