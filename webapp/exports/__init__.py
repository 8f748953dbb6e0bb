"""What a page shows, in other forms (json, csv, svg, …). Pure: no I/O."""
