"""The doors through which opinions come in: the web form and the spreadsheet."""
