"""The world browser: a page that shows the built-in pictures, sounds and composites. Imported when first opened."""
