"""What `bench_pipeline` measures rasd against, and how: programs of their own beside the steps, on the same servers."""
