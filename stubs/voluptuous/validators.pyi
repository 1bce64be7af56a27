from probatio.validators import *
