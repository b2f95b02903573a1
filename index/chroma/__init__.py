"""The only package that uses chromadb. Importing its modules takes about 2 s."""
