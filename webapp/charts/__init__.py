"""A scene or metrics as plotly figures. Pure: no I/O."""
