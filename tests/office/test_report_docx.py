"""The quarter's Word report: the parts of report 205, figures from the data, same bytes."""
