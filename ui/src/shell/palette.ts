/** Where Ctrl+K can lead: rooms, libraries that nobody talked to yet, questions that were asked or kept. */
import type { Library } from '../ipc/bindings/Library';
import type { SavedSearch } from '../ipc/bindings/SavedSearch';
import type { Dictionary } from '../i18n';
import { everyoneOf } from '../state/everyone';
import { matches } from '../state/match';
import type { State } from '../state/model';
import { nameIn } from '../state/names';
import { libraryOf, roomsInOrder } from '../state/select';

/** A place to go to. */
export type Goal =
  | { kind: 'room'; key: string; name: string; roomId: number }
  | { kind: 'library'; key: string; name: string; libraryId: string }
  /** A question that was asked; its card is the goal. */
  | { kind: 'asked'; key: string; name: string; at: string; roomId: number; messageId: number }
  /** A question that is kept; it goes into the line to write in. */
  | { kind: 'kept'; key: string; name: string; at: string; libraryId: string };

/** So many questions of each kind at most. */
const QUESTIONS = 8;

/** The goals that fit what was typed, in the order of their kinds. */
export function goalsOf(state: State, kept: readonly SavedSearch[], typed: string, t: Dictionary): Goal[] {
  const name = (libraryId: string): string => nameIn(state, libraryId, t);
  const rooms = roomsInOrder(state);
  const meant = (libraryId: string): boolean => {
    const library = libraryOf(state, libraryId);
    return matches(typed, libraryId, library?.name ?? '', library?.name_en ?? '', library?.short_name ?? '');
  };
  const everyone = everyoneOf(state.libraries);
  const canBeAsked = (library: Library): boolean =>
    library.standing === 'everyone'
      ? library === everyone
      : library.standing !== 'unconfirmed' && library.standing !== 'alerts';
  const talked = new Set(rooms.map((room) => room.library_id));
  const seen = new Set<string>();
  const asked = state.searches
    .values()
    .sort((a, b) => b.created_at_ms - a.created_at_ms || b.id - a.id)
    .flatMap(({ id, room_id: roomId, message_id: messageId, library_id: libraryId, query }): Goal[] => {
      if (roomId === null || messageId === null || !matches(typed, query.text)) return [];
      const once = `${roomId} ${query.text}`;
      if (seen.has(once)) return [];
      seen.add(once);
      return [
        { kind: 'asked', key: `asked-${id}`, name: query.text, at: name(libraryId), roomId, messageId },
      ];
    });
  return [
    ...rooms
      .filter((room) => meant(room.library_id))
      .map((room): Goal => ({
        kind: 'room',
        key: `room-${room.id}`,
        name: name(room.library_id),
        roomId: room.id,
      })),
    ...state.libraries
      .filter((library) => canBeAsked(library) && !talked.has(library.id) && meant(library.id))
      .map((library): Goal => ({
        kind: 'library',
        key: `library-${library.id}`,
        name: name(library.id),
        libraryId: library.id,
      })),
    ...asked.slice(0, QUESTIONS),
    ...kept
      .filter((search) => matches(typed, search.text))
      .slice(0, QUESTIONS)
      .map(({ library_id: libraryId, text }): Goal => ({
        kind: 'kept',
        key: `kept-${libraryId}-${text}`,
        name: text,
        at: name(libraryId),
        libraryId,
      })),
  ];
}
