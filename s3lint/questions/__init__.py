"""What checks and people ask of the graph, answered with facts. Knows no severity and no message."""
