"""Discussion between correspondents: Isso keeps the messages, what is here binds it behind the login.

The portal's server proves who asks (`identity`); the `gate` lets through what that person may do and tells
Isso whose message it is; everything else looks at the same SQLite file (`messages`).
"""
