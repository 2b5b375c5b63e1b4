"""Weights: where they are, whether they are genuine, and how a file becomes a network.

catalogue     what there is to have                  no torch
library       what is on this machine, verify        no torch
imports       files that a person brought in         torch only to check one
built_in      weights that come with the program     no torch
download      official files from their addresses    torch only where no hash is published
web           HTTPS, redirects, proxy, an early end  no torch
part          what has arrived of a download         no torch
progress      how far, how fast, how long            no torch
lock          one download of a file at a time       no torch
cache         the folder, hashes, atomic writing     no torch
packaged      weights inside an installed package    onnx
tensor_cache  packaged weights as safetensors
kinds         what kind of file this is              no torch
pickles       what a torch pickle asks for           no torch
checkpoint    a file to checked tensors
about         what a file of our own says of itself
layouts       the architectures, and which one a file is
layouts_vit, layouts_mae, layouts_alexnet, layouts_resnet: other names to ours, sizes from shapes
fitting       what does not fit, in a sentence
reading       a file to tensors under our names
store         a name or file to a network            torch when called
"""
