"""The world browser: a page that shows the built-in pictures, sounds and composites.

It is imported when it is first opened, for composites need OpenCV.
"""
