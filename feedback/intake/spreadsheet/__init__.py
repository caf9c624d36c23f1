"""Tables of opinions collected elsewhere: kept as uploaded, checked row by row, taken in whole or not at all."""
