"""The view that is read without joins."""

PASSAGES = """
SELECT codings.id, documents.name AS document, codings.start, codings.end, codings.quotation,
       codings.page, codings.begin_ms, codings.end_ms, codes.name AS code,
       (SELECT group_concat(name, '; ') FROM (
           SELECT authors.name FROM coding_coders
           JOIN authors ON authors.id = coding_coders.author
           WHERE coding_coders.coding = codings.id ORDER BY coding_coders.rowid
       )) AS coders,
       (SELECT group_concat(pseudonym, '; ') FROM (
           SELECT participants.pseudonym FROM coding_participants
           JOIN participants ON participants.id = coding_participants.participant
           WHERE coding_participants.coding = codings.id ORDER BY coding_participants.rowid
       )) AS participants,
       codings.made
FROM codings
JOIN documents ON documents.id = codings.document
JOIN codes ON codes.id = codings.code
ORDER BY documents.rowid, codings.start, codings.end
"""
"""The codings in the order of the documents, with names in the place of ids."""
