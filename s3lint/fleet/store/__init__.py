"""Where results are kept: Parquet files that DuckDB queries, and the journal that they are made of."""
