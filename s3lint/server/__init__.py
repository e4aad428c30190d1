"""A language server on the engine's session: what `check` finds, while the code is written.

The connection lives on one event loop, which alone changes what is known of the editor; the session answers one
question at a time in a thread beside it (`turns`). Open buffers are laid over the files (`documents`), each workspace
folder is judged as `s3lint check FOLDER` would (`judgements`), and everything else makes the protocol's words of that.
No network, no telemetry; nothing is written but pages that a user asks to see.
"""
