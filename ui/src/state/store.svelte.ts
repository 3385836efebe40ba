/**
 * The one store: what the page knows, and the ways to ask for more. The data is plain and replaced as a whole (`$state.raw`);
 * finished messages cost nothing, and a card that changes re-renders only itself.
 */
import type { Backend } from '../ipc/backend';
import { toCommandError } from '../ipc/backend';
import type { Change } from '../ipc/bindings/Change';
import type { CommandErrorCode } from '../ipc/bindings/CommandErrorCode';
import type { ExportForm } from '../ipc/bindings/ExportForm';
import type { Place } from '../ipc/bindings/Place';
import type { Report } from '../ipc/bindings/Report';
import type { Retried } from '../ipc/bindings/Retried';
import type { RoomView } from '../ipc/bindings/RoomView';
import type { Sent } from '../ipc/bindings/Sent';
import type { Settings } from '../ipc/bindings/Settings';
import type { Opening } from '../ipc/bindings/Opening';
import { applyChange, applySent } from './apply';
import { Inbox } from './inbox';
import type { Pending, State, Version } from './model';
import { Reader } from './reader';
import { Knowledge } from './shown.svelte';

/** What the store tells the page beside its data. */
export interface StoreEvents {
  /** A change was applied; for announcements. */
  changed(before: Version, after: Version): void;
  /** Somebody clicked on a notification. */
  open(opening: Opening): void;
  /** The window is about to close for the first time. */
  closing(hasTray: boolean): void;
  /** What the person keeps has changed. */
  saved(): void;
  /** A command failed, and its failure is shown nowhere else. */
  failed(code: CommandErrorCode): void;
}

/** The page's knowledge and its ways to act. */
export class Store {
  readonly #backend: Backend;
  readonly #events: StoreEvents;
  readonly #now: () => number;
  readonly #inbox: Inbox;
  readonly #reader: Reader;
  readonly #knowledge = new Knowledge();
  #pendingKey = 0;
  #listens = false;

  constructor(
    backend: Backend,
    events: StoreEvents,
    now: () => number = () => Date.now(),
    nextFrame?: (apply: () => void) => void,
  ) {
    this.#backend = backend;
    this.#events = events;
    this.#now = now;
    this.#inbox = new Inbox((changes) => {
      this.#apply(changes);
    }, nextFrame);
    this.#reader = new Reader(backend, this.#inbox, this.#knowledge, now);
  }

  /** Everything known now; who reads a part of it hears when that part changes. */
  get state(): State {
    return this.#knowledge.shown;
  }

  /** Listens, then asks for everything; again where that failed. */
  async start(): Promise<void> {
    this.#knowledge.state = { ...this.#knowledge.state, phase: { kind: 'loading' } };
    try {
      if (!this.#listens) {
        await this.#backend.onChange((change) => {
          this.#inbox.hear(change);
        });
        this.#listens = true;
      }
      const open = await this.#reader.start();
      if (open !== null) this.#events.open(open);
    } catch (thrown) {
      this.#knowledge.state = {
        ...this.#knowledge.state,
        phase: { kind: 'failed', ...toCommandError(thrown) },
      };
    }
  }

  /** Shows the folder in which everything is kept; false when it could not be shown, which is said where it was asked for. */
  openFolder(): Promise<boolean> {
    return this.#backend.openFolder().then(
      () => true,
      () => false,
    );
  }

  /** Opens the room of a library; null when that failed (and was said). */
  async startChat(libraryId: string): Promise<number | null> {
    const view = await this.#loadRoom(() => this.#backend.startChat(libraryId), false);
    return view?.room.id ?? null;
  }

  /** Reads the latest messages of a room. */
  async openRoom(roomId: number): Promise<boolean> {
    return (await this.#loadRoom(() => this.#backend.openRoom(roomId, null), false)) !== null;
  }

  /** Reads the messages before the oldest known one. */
  async loadOlder(roomId: number): Promise<boolean> {
    const oldest = this.#knowledge.state.logs[roomId]?.messages[0]?.id;
    if (oldest === undefined) return false;
    return (await this.#loadRoom(() => this.#backend.openRoom(roomId, oldest), true)) !== null;
  }

  /** Sends a text: its bubble is there at once, and stays with its text when it could not be sent. */
  async send(roomId: number, text: string, literal = false): Promise<Sent | null> {
    this.#pendingKey += 1;
    const pending: Pending = {
      key: this.#pendingKey,
      roomId,
      text,
      literal,
      sentAt: this.#now(),
      failed: null,
    };
    this.#knowledge.state = {
      ...this.#knowledge.state,
      pending: [...this.#knowledge.state.pending, pending],
    };
    return this.#deliver(pending);
  }

  /** Tries a text again that could not be sent. */
  async resend(key: number): Promise<Sent | null> {
    const pending = this.#knowledge.state.pending.find((p) => p.key === key);
    if (pending === undefined) return null;
    this.#replacePending({ ...pending, failed: null });
    return this.#deliver({ ...pending, failed: null });
  }

  /** Takes a text away that could not be sent. */
  discard(key: number): void {
    this.#knowledge.state = {
      ...this.#knowledge.state,
      pending: this.#knowledge.state.pending.filter((p) => p.key !== key),
    };
  }

  /** Reads the whole list of a search, from its beginning; false when that failed. */
  async loadHits(searchId: number): Promise<boolean> {
    try {
      await this.#reader.hits(searchId);
      return true;
    } catch {
      return false;
    }
  }

  cancel = (searchId: number): Promise<boolean> => this.#run(this.#backend.cancelSearch(searchId));
  /** What became of it; null when it failed (and that was said). */
  retry = (searchId: number): Promise<Retried | null> => this.#ask(this.#backend.retrySearch(searchId));
  /** What became of it, as with `retry`. */
  loadMore = (searchId: number): Promise<Retried | null> => this.#ask(this.#backend.loadMore(searchId));
  checkCopies = (searchId: number, hitIds: readonly number[]): Promise<boolean> =>
    this.#run(this.#backend.checkCopies(searchId, hitIds));
  checkDetail = (searchId: number, hitId: number): Promise<boolean> =>
    this.#run(this.#backend.checkDetail(searchId, hitId));
  resume = (searchId: number): Promise<boolean> => this.#run(this.#backend.resumeSearch(searchId));
  resumeAll = (): Promise<boolean> => this.#run(this.#backend.resumeQueue());
  openLink = (searchId: number, hitId: number | null): Promise<boolean> =>
    this.#run(this.#backend.openLink(searchId, hitId));
  openHome = (libraryId: string): Promise<boolean> => this.#run(this.#backend.openHome(libraryId));
  /** The address of the library's own page; null when there is none (and that was said). */
  findLink = (searchId: number, hitId: number | null): Promise<string | null> =>
    this.#ask(this.#backend.findLink(searchId, hitId));
  report = (report: Report): Promise<boolean> => this.#run(this.#backend.report(report));
  /** The address of a book's cover. */
  coverUrl = (hitId: number): string => this.#backend.coverUrl(hitId);
  showGuide = (roomId: number): Promise<boolean> => this.#run(this.#backend.showGuide(roomId));

  hold = (searchId: number): Promise<boolean> => this.#run(this.#backend.holdSearch(searchId));
  pauseAll = (): Promise<boolean> => this.#run(this.#backend.pauseQueue());
  setRoom = (roomId: number, isPinned: boolean, isMuted: boolean): Promise<boolean> =>
    this.#run(this.#backend.setRoom(roomId, isPinned, isMuted));
  clearRoom = (roomId: number): Promise<boolean> => this.#run(this.#backend.clearRoom(roomId));
  leaveRoom = (roomId: number): Promise<boolean> => this.#run(this.#backend.leaveRoom(roomId));
  deleteMessage = (messageId: number): Promise<boolean> => this.#run(this.#backend.deleteMessage(messageId));
  clearKept = (): Promise<boolean> => this.#run(this.#backend.clearKept());
  clearData = (): Promise<boolean> => this.#run(this.#backend.clearData());
  setSettings = (settings: Settings): Promise<boolean> => this.#run(this.#backend.setSettings(settings));
  closeWindow = (keepsRunning: boolean): Promise<boolean> =>
    this.#run(this.#backend.closeWindow(keepsRunning));
  quit = (): Promise<boolean> => this.#run(this.#backend.quit());
  checkLibrary = (libraryId: string): Promise<boolean> => this.#run(this.#backend.checkLibrary(libraryId));

  /** The messages of a room in which a text occurs, newest first; null when that failed (and was said). */
  findMessages = (roomId: number, text: string): Promise<number[] | null> =>
    this.#ask(this.#backend.findMessages(roomId, text));
  /** Writes a conversation out and returns the file; null when that failed (and was said). */
  exportRoom = (roomId: number, form: ExportForm): Promise<string | null> =>
    this.#ask(this.#backend.exportRoom(roomId, form));

  /** Keeps what stands in a room's line to write in; failing to do so concerns nobody on this side. */
  setDraft(roomId: number, text: string): void {
    this.#backend.setDraft(roomId, text).catch(() => undefined);
  }

  /** Keeps where the reader is in a room; failing to do so concerns nobody on this side. */
  setPlace(roomId: number, place: Place | null): void {
    this.#backend.setPlace(roomId, place).catch(() => undefined);
  }

  /** Tells the app what is in view; failing to do so concerns nobody on this side. */
  setView(roomId: number | null, focused: boolean): void {
    this.#backend.setView(roomId, focused).catch(() => undefined);
  }

  /** Tells the app which hits of a search are in view; failing to do so concerns nobody on this side. */
  showHits(searchId: number, hitIds: readonly number[]): void {
    this.#backend.showHits(searchId, hitIds).catch(() => undefined);
  }

  /** Takes the badge off a room that is in view. */
  markSeen(roomId: number): void {
    const room = this.#knowledge.state.rooms[roomId];
    if (room === undefined || room.unseen_count === 0) return;
    this.#knowledge.state = {
      ...this.#knowledge.state,
      rooms: { ...this.#knowledge.state.rooms, [roomId]: { ...room, unseen_count: 0 } },
    };
    this.#backend.markSeen(roomId).catch(() => undefined);
  }

  async #deliver(pending: Pending): Promise<Sent | null> {
    try {
      const sent = await this.#backend.sendMessage(pending.roomId, pending.text, pending.literal);
      this.#knowledge.state = applySent(this.#knowledge.state, pending.key, sent, this.#now());
      return sent;
    } catch (thrown) {
      this.#replacePending({ ...pending, failed: toCommandError(thrown).code });
      return null;
    }
  }

  #replacePending(pending: Pending): void {
    this.#knowledge.state = {
      ...this.#knowledge.state,
      pending: this.#knowledge.state.pending.map((p) => (p.key === pending.key ? pending : p)),
    };
  }

  async #loadRoom(ask: () => Promise<RoomView>, older: boolean): Promise<RoomView | null> {
    try {
      return await this.#reader.room(ask, older);
    } catch (thrown) {
      this.#events.failed(toCommandError(thrown).code);
      return null;
    }
  }

  async #run(answer: Promise<null>): Promise<boolean> {
    return (await this.#ask(answer.then(() => true))) ?? false;
  }

  async #ask<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
    try {
      return await answer;
    } catch (thrown) {
      this.#events.failed(toCommandError(thrown).code);
      return null;
    }
  }

  #apply(changes: readonly Change[]): void {
    const before = this.#knowledge.state;
    const now = this.#now();
    const after = changes.reduce((state, change) => applyChange(state, change, now), before);
    this.#knowledge.state = after;
    if (after !== before) this.#events.changed(before, after);
    if (changes.some((change) => change.kind === 'resync')) void this.#rebuild();
    for (const change of changes) {
      if (change.kind === 'open') this.#events.open(change.opening);
      if (change.kind === 'closing') this.#events.closing(change.has_tray);
      if (change.kind === 'failed') this.#events.failed(change.code);
    }
    if (changes.some(({ kind }) => kind === 'saved' || kind === 'resync')) this.#events.saved();
  }

  /** Events were missed: what they would have told is told now. */
  #rebuild(): Promise<void> {
    return this.#reader.everything({
      changed: (before, after) => this.#events.changed(before, after),
      open: (opening) => this.#events.open(opening),
      failed: (thrown) => this.#events.failed(toCommandError(thrown).code),
    });
  }
}
