"""Texts with labels, as Label Studio has them."""

TEXT = "I 🐈 trust\r\nthem"


def result(start, end, words, *labels, kind="labels", **value):
    """Return a result of Label Studio."""
    return {
        "type": kind,
        "value": {"start": start, "end": end, "text": words, kind: list(labels), **value},
    }


def task(*annotations, **more):
    """Return a task of Label Studio; annotations are (who, results)."""
    made = [
        {"completed_by": by, "created_at": "2026-02-01T10:00:00Z", "result": list(results)}
        for by, results in annotations
    ]
    return {"id": 7, "data": {"text": TEXT, "image": "http://x/y"}, "annotations": made, **more}
