"""Administrative units: province, communes and wards, hamlets, with the dates they exist."""
