"""Stage 6: the pages, a module a family; each gives page specs with typed views."""
