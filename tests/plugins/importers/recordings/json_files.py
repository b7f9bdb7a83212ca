"""Files in JSON that no program writes, for the importers that read JSON."""

HOSTILE = [
    b"", b"{", b"[" * 100_000, b"null", b"[]", b'{"text": 3}', b'{"text": ""}', b"\xff\xfe{",
    b'{"text": "<p><script>1</script></p>"}', b'{"segments": 3}', b'{"segments": [1, {}]}',
    b'{"segments": [{"text": 5, "start": {}, "end": []}]}', b'{"segments": ' + b"9" * 5000 + b"}",
    b'{"segments": [{"text": "a", "start": 1e308, "end": NaN, "speaker": []}]}',
    b'{"segments": [{"text": "a", "offsets": {"from": 1e9, "to": true}}]}',
    b'{"text": "<p><span data-timestamp=\'1e999\'>0:01</span> I: hi", "media": []}',
    b'{"text": "<!DOCTYPE x [<!ENTITY a \'b\'>]><p>I: &a;"}',
    b'{"text": "' + b"<div>" * 5_000 + b'x"}',
]  # fmt: skip
