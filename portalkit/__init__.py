"""portalkit: one county, one portal, as files.

The floors of the house; imports point down only (``tests/house/test_layers.py``):

5. ``workflows``   the verbs an operator calls
4. ``reports``     findings and results as people read them
3. ``rules`` ``search`` ``render`` ``release``   wings that do not know each other
2. ``library``     资源库: content is admitted once and used from there
1. ``basis`` ``tenancy`` ``content`` ``linkpolicy``   the outside world read into nouns
0. ``model`` ``errors``   the nouns
"""

__version__ = "0.1.0"
