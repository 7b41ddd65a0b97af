"""`python -m shuping.verify` is the same as `shuping verify`, and loads no Django."""

import sys

from shuping.verify.command import main

sys.exit(main())
