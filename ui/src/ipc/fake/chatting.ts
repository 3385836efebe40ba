/** Rooms and what is said in them. */
import type { ExportForm } from '../bindings/ExportForm';
import type { Hit } from '../bindings/Hit';
import type { Place } from '../bindings/Place';
import type { Room } from '../bindings/Room';
import type { RoomView } from '../bindings/RoomView';
import { makeRoom } from './make';
import { Searching } from './searching';

const FIRST_HITS = 10;

/** A room for every library that was spoken to. */
export class Chatting extends Searching {
  startChat(libraryId: string): Promise<RoomView> {
    this.calls.push(['startChat', libraryId]);
    let room = this.world.rooms.find((known) => known.library_id === libraryId);
    if (room === undefined) {
      room = makeRoom({ id: this.next(), library_id: libraryId, active_at_ms: Date.now() });
      this.world.rooms.push(room);
      this.say(room.id, { kind: 'greeting' });
    }
    return this.openRoom(room.id, null);
  }

  openRoom(roomId: number, beforeId: number | null): Promise<RoomView> {
    this.calls.push(['openRoom', roomId, beforeId]);
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room === undefined) return this.fail('not_found');
    const before = this.world.messages.filter((m) => m.room_id === roomId && m.id < (beforeId ?? Infinity));
    const messages = before.slice(-this.page);
    const shown = new Set(messages.flatMap((m) => (m.body.kind === 'search' ? [m.body.search_id] : [])));
    return Promise.resolve({
      room,
      messages,
      searches: this.world.searches.filter((search) => shown.has(search.id)),
      hits: this.#firstHits(shown),
      has_older: before.length > messages.length,
    });
  }

  setView(roomId: number | null, focused: boolean): Promise<null> {
    this.calls.push(['setView', roomId, focused]);
    return Promise.resolve(null);
  }

  markSeen(roomId: number): Promise<null> {
    this.calls.push(['markSeen', roomId]);
    return this.#changeRoom(roomId, { unseen_count: 0 });
  }

  showGuide(roomId: number): Promise<null> {
    this.calls.push(['showGuide', roomId]);
    this.emit({ kind: 'message', message: this.say(roomId, { kind: 'guide' }) });
    return Promise.resolve(null);
  }

  setDraft(roomId: number, text: string): Promise<null> {
    this.calls.push(['setDraft', roomId, text]);
    return this.#changeRoom(roomId, { draft: text });
  }

  setRoom(roomId: number, isPinned: boolean, isMuted: boolean): Promise<null> {
    this.calls.push(['setRoom', roomId, isPinned, isMuted]);
    return this.#changeRoom(roomId, { is_pinned: isPinned, is_muted: isMuted });
  }

  setPlace(roomId: number, place: Place | null): Promise<null> {
    this.calls.push(['setPlace', roomId, place]);
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room) room.place = place;
    return Promise.resolve(null);
  }

  clearRoom(roomId: number): Promise<null> {
    this.calls.push(['clearRoom', roomId]);
    this.world.messages = this.world.messages.filter((message) => message.room_id !== roomId);
    this.world.searches = this.world.searches.filter((search) => search.room_id !== roomId);
    this.world.rooms = this.world.rooms.map((room) =>
      room.id === roomId ? { ...room, last_message: null, last_search: null, unseen_count: 0 } : room,
    );
    const room = this.world.rooms.find((known) => known.id === roomId) ?? null;
    this.emit({ kind: 'cleared', room_id: roomId, room });
    return Promise.resolve(null);
  }

  leaveRoom(roomId: number): Promise<null> {
    this.calls.push(['leaveRoom', roomId]);
    this.world.rooms = this.world.rooms.filter((room) => room.id !== roomId);
    return this.clearRoom(roomId);
  }

  deleteMessage(messageId: number): Promise<null> {
    this.calls.push(['deleteMessage', messageId]);
    const { messages, rooms } = this.world;
    const message = messages.find(({ id }) => id === messageId);
    const room = rooms.find(({ id }) => id === message?.room_id);
    if (message === undefined || room === undefined) return this.fail('not_found');
    this.world.messages = messages.filter((known) => known !== message);
    const last = this.world.messages.filter(({ room_id }) => room_id === room.id).at(-1) ?? null;
    this.world.searches = this.world.searches.filter((search) => search.message_id !== messageId);
    const shown = last?.body.kind === 'search' ? last.body.search_id : null;
    room.last_message = last;
    room.last_search = this.world.searches.find(({ id }) => id === shown) ?? null;
    this.emit({ kind: 'deleted', message_id: messageId, room_id: room.id, room: { ...room } });
    return Promise.resolve(null);
  }

  findMessages(roomId: number, text: string): Promise<number[]> {
    this.calls.push(['findMessages', roomId, text]);
    const found = this.world.messages.filter(({ room_id, body }) => {
      const search = this.world.searches.find(
        (known) => body.kind === 'search' && known.id === body.search_id,
      );
      const words = body.kind === 'text' ? body.text : (search?.query.text ?? '');
      return room_id === roomId && words.includes(text);
    });
    return Promise.resolve(found.map((message) => message.id).reverse());
  }

  exportRoom(roomId: number, form: ExportForm): Promise<string> {
    this.calls.push(['exportRoom', roomId, form]);
    return Promise.resolve(`/home/reader/Downloads/chaekbeot-sejong.${form === 'csv' ? 'csv' : 'txt'}`);
  }

  openHome(libraryId: string): Promise<null> {
    this.calls.push(['openHome', libraryId]);
    return Promise.resolve(null);
  }

  checkLibrary(libraryId: string): Promise<null> {
    this.calls.push(['checkLibrary', libraryId]);
    const known = this.world.libraries.find((library) => library.id === libraryId);
    if (known === undefined) return this.fail('not_found');
    setTimeout(() => {
      const library = { ...known, answered_at_ms: Date.now(), unanswered: null };
      this.world.libraries = this.world.libraries.map((other) => (other.id === libraryId ? library : other));
      this.emit({ kind: 'library', library });
    }, this.step);
    return Promise.resolve(null);
  }

  #firstHits(searchIds: ReadonlySet<number>): Hit[] {
    const lists = new Map<number, Hit[]>([...searchIds].map((id) => [id, []]));
    for (const hit of this.world.hits) {
      const list = lists.get(hit.search_id);
      if (list !== undefined && list.length < FIRST_HITS) list.push(hit);
    }
    return [...lists.values()].flat();
  }

  #changeRoom(roomId: number, over: Partial<Room>): Promise<null> {
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room === undefined) return this.fail('not_found');
    Object.assign(room, over);
    this.emit({ kind: 'room', room: { ...room } });
    return Promise.resolve(null);
  }
}
