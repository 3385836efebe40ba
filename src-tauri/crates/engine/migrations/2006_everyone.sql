-- In the room of everyone a library is asked what its own room may be asking it: each room has its own card, so each has its own
-- unfinished search. Terminals share theirs.
DROP INDEX search_live;
CREATE UNIQUE INDEX search_live ON search(source_id, query_key, options_key, coalesce(room_id, 0)) WHERE finished_at_ms IS NULL;
