"""The Qt-free engine of Paperscope: papers, networks, weights, jobs and the command line.

Importing this package, or any paper in it, does not import torch: the window lists every
experiment before torch is loaded on the engine thread (see `engine.lazy`).
"""

__version__ = "0.1.0"
