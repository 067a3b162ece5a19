"""How data and pages become the site: schema → content → checks, review → output → macros."""
