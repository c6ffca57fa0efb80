"""Pages of the governance model: documents, versions, clauses."""
