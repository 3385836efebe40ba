-- Writes down what the crawl does to its own rows, by their triggers: in the very transactions that do it, so that a kill
-- cannot come between. Everything but claims may happen once to each thing.

CREATE TABLE audit(id INTEGER PRIMARY KEY, what TEXT NOT NULL, thing TEXT NOT NULL) STRICT;

-- A terminal's search has no room, and so owes nobody a notification. Here it has one.
INSERT INTO room(library_id, created_at_ms) VALUES ('sejong', 0);
UPDATE search SET room_id = (SELECT id FROM room);
CREATE TRIGGER audit_room AFTER INSERT ON search BEGIN
  UPDATE search SET room_id = (SELECT id FROM room) WHERE id = new.id;
END;

-- Of a start that was killed before this was laid; nothing had ended in it.
INSERT INTO audit(what, thing) SELECT 'job claimed', id FROM job WHERE attempt > 0;
CREATE TRIGGER audit_claim AFTER UPDATE OF state ON job WHEN new.state = 2 AND old.state <> 2 BEGIN
  INSERT INTO audit(what, thing) VALUES ('job claimed', new.id);
END;
CREATE TRIGGER audit_job AFTER UPDATE OF state ON job WHEN new.state >= 10 BEGIN
  INSERT INTO audit(what, thing) VALUES ('job ended', new.id);
END;
CREATE TRIGGER audit_job_again AFTER UPDATE OF state ON job WHEN new.state < 10 AND old.state >= 10 BEGIN
  INSERT INTO audit(what, thing) VALUES ('job ended', new.id);
END;
CREATE TRIGGER audit_batch AFTER UPDATE OF state ON batch
WHEN new.state IN ('closed', 'cancelled') AND old.state IN ('open', 'held') OR old.state IN ('closed', 'cancelled') BEGIN
  INSERT INTO audit(what, thing) VALUES ('batch ended', new.id);
END;
CREATE TRIGGER audit_search AFTER UPDATE OF finished_at_ms ON search WHEN new.finished_at_ms IS NOT NULL BEGIN
  INSERT INTO audit(what, thing) VALUES ('search ended', new.id);
END;
CREATE TRIGGER audit_page_kept AFTER INSERT ON search_page WHEN new.state = 'listed' BEGIN
  INSERT INTO audit(what, thing) VALUES ('page listed', new.search_id || ':' || new.page);
END;
CREATE TRIGGER audit_page AFTER UPDATE OF state ON search_page WHEN new.state = 'listed' BEGIN
  INSERT INTO audit(what, thing) VALUES ('page listed', new.search_id || ':' || new.page);
END;
CREATE TRIGGER audit_hit AFTER INSERT ON hit BEGIN
  INSERT INTO audit(what, thing) VALUES ('hit listed', new.search_id || ':' || new.book_id);
END;
CREATE TRIGGER audit_hit_again AFTER UPDATE OF title ON hit BEGIN
  INSERT INTO audit(what, thing) VALUES ('hit listed', new.search_id || ':' || new.book_id);
END;
CREATE TRIGGER audit_copies AFTER UPDATE OF copies_at_ms ON book BEGIN
  INSERT INTO audit(what, thing) VALUES ('copies read', new.cid);
END;
CREATE TRIGGER audit_copy AFTER INSERT ON copy BEGIN
  INSERT INTO audit(what, thing) VALUES ('copy stored', new.registration_number);
END;
CREATE TRIGGER audit_detail AFTER UPDATE OF detail_at_ms ON book BEGIN
  INSERT INTO audit(what, thing) VALUES ('detail read', new.cid);
END;
CREATE TRIGGER audit_notification AFTER INSERT ON notification BEGIN
  INSERT INTO audit(what, thing) VALUES ('notification written', new.search_id);
END;
CREATE TRIGGER audit_notification_again AFTER UPDATE OF created_at_ms ON notification BEGIN
  INSERT INTO audit(what, thing) VALUES ('notification written', new.search_id);
END;
