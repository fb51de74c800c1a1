"""What makes a record stand up later: records, manifests, receipts, the log’s tree and checkpoints."""
