"""Decision science: frozen data in, frozen data out; no web, no database, no clock."""

import os

# One thread for linear algebra. Several threads add in another order, so the last digits would differ
# from machine to machine; and on a busy machine they wait for one another, which made a ranking of 600
# applications thirty times slower. It holds where numpy is first imported after this; a value that the
# environment gives already is kept.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
