# Home Assistant serves `voluptuous` from `probatio`; this lets our types agree with core's.
from probatio import *
