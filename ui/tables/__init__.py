"""Tables that look like the official form, generated from its grid."""
