"""How each producer writes into MLMD, read into one shape. No I/O: records in, readings out."""
