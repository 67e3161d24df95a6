"""How everything looks and reads: layouts, NHS components and fields, assets, dates in words."""
