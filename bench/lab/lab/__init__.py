"""The laboratory that records ordinary traffic: real programs in network namespaces talking to a made-up Internet."""
