"""From what somebody has at hand (an id, a name, a URI, a run) to the record that it means."""
