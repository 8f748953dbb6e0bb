"""HTTP: request to query to template. The only room, with app, that knows Flask."""
