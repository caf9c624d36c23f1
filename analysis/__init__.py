"""How answers are understood: themes in Vietnamese text, tables. Pure: arrays in, frozen results out."""
