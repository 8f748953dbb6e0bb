"""Lists and counts from the catalog: every filter, every order, every count, no call to the store.

Only walks (`downstream_of:`) and what the overview says of makers ask the store.
"""
