"""The command line of the engine. Its files, exit codes and last line of JSON are a contract.

Exit codes: 0 done, 1 a failure told in one line, 2 bad arguments, 130 cancelled.
"""
