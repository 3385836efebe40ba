/**
 * What the page can ask of the app, and what it hears from it. The shell and the scripted backend both are one of these.
 */
import type { Change } from './bindings/Change';
import type { CommandError } from './bindings/CommandError';
import type { CommandErrorCode } from './bindings/CommandErrorCode';
import type { ExportForm } from './bindings/ExportForm';
import type { Hit } from './bindings/Hit';
import type { Place } from './bindings/Place';
import type { QueueView } from './bindings/QueueView';
import type { Report } from './bindings/Report';
import type { Retried } from './bindings/Retried';
import type { RoomView } from './bindings/RoomView';
import type { Saved } from './bindings/Saved';
import type { Sent } from './bindings/Sent';
import type { Settings } from './bindings/Settings';
import type { Snapshot } from './bindings/Snapshot';
import type { Watch } from './bindings/Watch';

/** Every command. Each rejects with a `CommandError`. */
export interface Commands {
  /** Everything the page needs. Call it after `onChange` has resolved, so that nothing is missed. */
  start(): Promise<Snapshot>;
  /** Opens the folder in which everything is kept in the system's file window, also where `start` failed. */
  openFolder(): Promise<null>;
  /** Opens the room of a library and makes it if there is none. */
  startChat(libraryId: string): Promise<RoomView>;
  /** The latest messages of a room, or the ones before `beforeId`. */
  openRoom(roomId: number, beforeId: number | null): Promise<RoomView>;
  /** Sends a question. `literal` takes the text as one title (제목 그대로 찾기). */
  sendMessage(roomId: number, text: string, literal: boolean): Promise<Sent>;
  /** Stops a search; what was found is kept. */
  cancelSearch(searchId: number): Promise<null>;
  /** Does again what is missing or failed; asks everything anew when nothing is. */
  retrySearch(searchId: number): Promise<Retried>;
  /** Lists more hits of a search that has more, unless the same question is under way in another card. */
  loadMore(searchId: number): Promise<Retried>;
  /** Hits from the `from`-th one (0-based) on. */
  listHits(searchId: number, from: number, limit: number): Promise<Hit[]>;
  /** Asks for the copies of these hits. */
  checkCopies(searchId: number, hitIds: readonly number[]): Promise<null>;
  /** Asks for what only the page of a hit's record says, also again where that failed. */
  checkDetail(searchId: number, hitId: number): Promise<null>;
  /** Says which hits of a search are on the screen: if their copies are waited for, they come first. */
  showHits(searchId: number, hitIds: readonly number[]): Promise<null>;
  /** Parks a search: nothing more is begun for it until it is resumed. */
  holdSearch(searchId: number): Promise<null>;
  /** Has a parked search go on. */
  resumeSearch(searchId: number): Promise<null>;
  /** Pauses everything. */
  pauseQueue(): Promise<null>;
  /** Has everything go on. */
  resumeQueue(): Promise<null>;
  /** All work as it stands. */
  queueView(): Promise<QueueView>;
  /** Says what the person sees now. */
  setView(roomId: number | null, focused: boolean): Promise<null>;
  /** The person has seen what ended in this room. */
  markSeen(roomId: number): Promise<null>;
  /** Opens the library's own page of a book, or of the search, in the browser. */
  openLink(searchId: number, hitId: number | null): Promise<null>;
  /** The address of that page, to be copied. */
  findLink(searchId: number, hitId: number | null): Promise<string>;
  /** Lets the library explain how to ask (사용법). */
  showGuide(roomId: number): Promise<null>;
  /** Keeps what stands in a room's line to write in. */
  setDraft(roomId: number, text: string): Promise<null>;
  /** Keeps where the person is in a room; null is its end. */
  setPlace(roomId: number, place: Place | null): Promise<null>;
  /** Opens the website of a library in the browser. */
  openHome(libraryId: string): Promise<null>;
  /** Asks a library once whether it answers; a change `library` tells what came of it. */
  checkLibrary(libraryId: string): Promise<null>;
  /** Opens a prepared page of the developers' in the browser. */
  report(report: Report): Promise<null>;
  /** Pins a room above the others, and has no notification tell of it. */
  setRoom(roomId: number, isPinned: boolean, isMuted: boolean): Promise<null>;
  /** Empties a room: its messages and their searches go, what is saved stays. */
  clearRoom(roomId: number): Promise<null>;
  /** Empties a room and takes it off the list. */
  leaveRoom(roomId: number): Promise<null>;
  /** Deletes a message, a card with its search and everything it found; what is saved stays. */
  deleteMessage(messageId: number): Promise<null>;
  /** The messages of a room in which the text occurs, newest first, at most 500. */
  findMessages(roomId: number, text: string): Promise<number[]>;
  /** Writes a conversation into the person's folder for downloads, and says which file. */
  exportRoom(roomId: number, form: ExportForm): Promise<string>;
  /** Everything the person keeps. */
  saved(): Promise<Saved>;
  /** Keeps a book, or no longer. */
  setBookSaved(libraryId: string, cid: string, isSaved: boolean): Promise<null>;
  /** Keeps a question, or no longer. */
  setSearchSaved(libraryId: string, text: string, isSaved: boolean): Promise<null>;
  /** Takes over what the person has set. */
  setSettings(settings: Settings): Promise<null>;
  /** Takes what has ended off the list of `queueView`. */
  clearEnded(): Promise<null>;
  /** Forgets every kept answer: the libraries are asked anew. Conversations and what is saved stay. */
  clearKept(): Promise<null>;
  /** Deletes every conversation and every kept answer; what is saved and set stays. */
  clearData(): Promise<null>;
  /** Tells the person when the book can be borrowed; `place`: only its copies there. One that is watched already stays as it is. */
  watchBook(libraryId: string, cid: string, place: string | null): Promise<Watch>;
  /** Ends a watch before its time. */
  endWatch(watchId: number): Promise<null>;
  /** Closes the window after the person was told what that does: the app goes on, or ends altogether. The answer is kept. */
  closeWindow(keepsRunning: boolean): Promise<null>;
  /** Ends the app; unfinished searches go on at the next start. */
  quit(): Promise<null>;
  /** Whether the app starts when the person logs in. */
  startsAtLogin(): Promise<boolean>;
  /** Has the app start at login, or no longer. */
  setStartsAtLogin(starts: boolean): Promise<null>;
  /** Asks whether there is a newer version of the app; changes `update` tell what comes of it. */
  lookForUpdate(): Promise<null>;
  /** Downloads the newer version that was found. */
  loadUpdate(): Promise<null>;
  /** Installs what was downloaded and starts the app anew. */
  installUpdate(): Promise<null>;
  /** Opens the page from which every version can be downloaded in the browser. */
  openReleases(): Promise<null>;
  /** Has newer versions looked for once a day, or no longer. */
  setLooksForUpdates(looks: boolean): Promise<null>;
}

/** The app as the page sees it. */
export interface Backend extends Commands {
  /** The address of a book's cover for an `img`; it answers without the network. */
  coverUrl(hitId: number): string;
  /** Listens to `change`; the promise resolves once it is listening, to a function that stops it. */
  onChange(listener: (change: Change) => void): Promise<() => void>;
}

const CODES: readonly CommandErrorCode[] = [
  'not_found',
  'disk_full',
  'storage',
  'newer_data',
  'not_allowed',
  'internal',
];

/** What a rejected command says, whatever was thrown. */
export function toCommandError(thrown: unknown): CommandError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) {
    const code = CODES.find((known) => known === thrown.code);
    const message = 'message' in thrown ? String(thrown.message) : '';
    if (code !== undefined) return { code, message };
  }
  return { code: 'internal', message: String(thrown) };
}
