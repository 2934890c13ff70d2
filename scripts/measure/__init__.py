"""What `bench` measures: the time and memory of builds, and the weight of pages."""
