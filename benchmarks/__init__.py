"""What the speed of the kit is measured with: a corpus, a peer, a stopwatch, a report."""
