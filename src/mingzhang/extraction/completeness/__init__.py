"""What a whole report must hold: finders of what is missing, each a module with `find(view)`."""
