/** The shelf: what a reader keeps, and the books that are watched. */
import type { Room } from '../bindings/Room';
import type { Saved } from '../bindings/Saved';
import type { Watch } from '../bindings/Watch';
import { makeRoom } from './make';
import { Chatting } from './chatting';
import { beginWatch } from './watches';

/** What was kept is kept as long as the page stands. */
export class Keeping extends Chatting {
  saved(): Promise<Saved> {
    this.calls.push(['saved']);
    return Promise.resolve(this.world.saved);
  }

  setBookSaved(libraryId: string, cid: string, isSaved: boolean): Promise<null> {
    this.calls.push(['setBookSaved', libraryId, cid, isSaved]);
    const { books } = this.world.saved;
    const others = books.filter((book) => book.library_id !== libraryId || book.cid !== cid);
    const hit = this.world.hits.find((known) => known.cid === cid);
    const book = hit && { ...hit, library_id: libraryId, saved_at_ms: Date.now() };
    this.world.saved = { ...this.world.saved, books: isSaved && book ? [book, ...others] : others };
    this.emit({ kind: 'saved' });
    return Promise.resolve(null);
  }

  setSearchSaved(libraryId: string, text: string, isSaved: boolean): Promise<null> {
    this.calls.push(['setSearchSaved', libraryId, text, isSaved]);
    const { searches } = this.world.saved;
    const others = searches.filter((search) => search.library_id !== libraryId || search.text !== text);
    const search = { library_id: libraryId, text, saved_at_ms: Date.now() };
    this.world.saved = { ...this.world.saved, searches: isSaved ? [search, ...others] : others };
    this.emit({ kind: 'saved' });
    return Promise.resolve(null);
  }

  async watchBook(libraryId: string, cid: string, place: string | null): Promise<Watch> {
    this.calls.push(['watchBook', libraryId, cid, place]);
    // The shell does not answer either before the press that asks is over; what is said then would go with the same press.
    await new Promise((done) => setTimeout(done));
    if (this.world.mute) return this.fail(this.world.mute);
    const { saved } = this.world;
    const isSame = (watch: Watch): boolean =>
      watch.library_id === libraryId && watch.cid === cid && watch.place === place;
    const live = saved.watches.find((watch) => isSame(watch) && watch.state === 'watching');
    if (live !== undefined) return live;
    const { watch, news } = beginWatch(this.world, this.next(), libraryId, cid, place);
    this.world.saved = { ...saved, watches: [watch, ...saved.watches.filter((other) => !isSame(other))] };
    const message = this.say(this.#roomOfAlerts().id, { kind: 'watch', news });
    this.emit({ kind: 'message', message });
    this.emit({ kind: 'saved' });
    return watch;
  }

  endWatch(watchId: number): Promise<null> {
    this.calls.push(['endWatch', watchId]);
    const { saved } = this.world;
    this.world.saved = { ...saved, watches: saved.watches.filter(({ id }) => id !== watchId) };
    this.emit({ kind: 'saved' });
    return Promise.resolve(null);
  }

  /** Made with the first watch. */
  #roomOfAlerts(): Room {
    const known = this.world.rooms.find((room) => room.library_id === 'alerts');
    if (known !== undefined) return known;
    const room = makeRoom({ id: this.next(), library_id: 'alerts', active_at_ms: Date.now() });
    this.world.rooms = [...this.world.rooms, room];
    this.emit({ kind: 'room', room: { ...room } });
    return room;
  }
}
