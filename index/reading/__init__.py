"""Files in: a folder of files becomes documents, each file read in a process of its own."""
