"""Values that everything else is made of: money, rounding, period, code, basis, problem."""
