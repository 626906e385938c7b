"""From a document as read to the quantities it states and the relations it claims."""
