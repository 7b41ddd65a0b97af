"""`python -m shuping` is the same as `shuping`."""

import sys

from shuping.command import main

sys.exit(main())
