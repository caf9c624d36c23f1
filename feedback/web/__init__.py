"""What every screen shares: access rules, forms, language, pages of a list, headers, error pages."""
