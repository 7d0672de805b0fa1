"""Paper and files: handed HTML or tables, it hands back bytes. WeasyPrint is known here alone."""
