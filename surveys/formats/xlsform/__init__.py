"""XLSForm workbooks: read through pyxform, every refusal told in Vietnamese with sheet, row and column."""
