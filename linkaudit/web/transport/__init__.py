"""How requests are carried to servers and answers back: nothing is trusted, and nothing is judged here but addresses.

- `pool`: connections that are used again; `connection`: one of them; `parsing`, `mending`: the bytes of its answers
- `direct`, `connecting`: to a server at a judged address, with TLS; `proxy`: through a proxy
- `httpx_adapter`: any transport of httpx in the place of all this
"""
