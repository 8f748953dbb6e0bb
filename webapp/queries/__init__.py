"""What each page shows: store in, frozen view model out. No HTTP here, no protobuf."""
