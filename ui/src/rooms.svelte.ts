/** The rooms at work: going in and out, what is said in them, what is found in them. */
import { tick } from 'svelte';
import { Drafts } from './features/room/drafts';
import { Find } from './features/room/find.svelte';
import { t } from './i18n';
import type { Search } from './ipc/bindings/Search';
import type { Sent } from './ipc/bindings/Sent';
import type { Session } from './session.svelte';
import type * as Later from './shell/later';
import type { Said } from './state/rows';
import { everyoneOf } from './state/everyone';
import { isMendable } from './state/mending';
import { firstUnseen } from './state/select';
import { WayBack } from './way-back.svelte';

const HIGHLIGHT = 1_500;

/** What a person does with rooms. */
export class Rooms {
  /** The texts not sent yet. */
  readonly drafts: Drafts;
  /** Finding in the open room. */
  readonly find: Find;
  /** What shows a room, and what opens from it. The page starts without it, and reads it while nobody waits. */
  page = $state.raw<typeof Later | null>(null);
  /** Where the rooms were left, and the way back there. */
  readonly back: WayBack;
  /** The room where the person was last. */
  lastId: number | null = null;
  readonly #session: Session;
  /** Ends that were not seen when the open room was opened. */
  #unseen = 0;
  /** The open room was not shown yet since it was gone to. */
  #isFresh = false;
  /** The first of their messages, once it is known. */
  #readUpTo: { id: number | null } | null = null;

  constructor(session: Session) {
    this.#session = session;
    this.drafts = new Drafts((roomId, text) => {
      session.store.setDraft(roomId, text);
    });
    this.back = new WayBack(() => session.store);
    this.find = new Find(
      (roomId, text) => session.store.findMessages(roomId, text),
      (roomId, id) => this.#showFound(roomId, id),
    );
  }

  /** The first message that had not been seen when the open room was opened; it stays the same until the room is left. */
  readUpTo(roomId: number): number | null {
    const { state } = this.#session.store;
    if (state.logs[roomId] === undefined) return null;
    this.#readUpTo ??= { id: firstUnseen(state, roomId, this.#unseen) };
    return this.#readUpTo.id;
  }

  /** Whether the room that is being shown was just gone to, and not only covered by a screen for a while. */
  arrive(): boolean {
    const fresh = this.#isFresh;
    this.#isFresh = false;
    return fresh;
  }

  /** Has the app keep what it does not have yet: a room is left, or the window may close. */
  flush(): void {
    this.drafts.flush();
    this.back.places.flush();
  }

  /** Reads what shows a room; says so when that fails. */
  async load(): Promise<boolean> {
    try {
      this.page ??= await import('./shell/later');
      return true;
    } catch {
      this.#session.fail(t.nav.notLoaded);
      return false;
    }
  }

  /** Opens the chat with a library. */
  async startChat(libraryId: string): Promise<void> {
    await this.#startChat(libraryId);
  }

  /** Asks all libraries at once: opens their room and sends the text there. */
  async askEveryone(text: string): Promise<void> {
    const everyone = everyoneOf(this.#session.store.state.libraries);
    const roomId = everyone === undefined ? null : await this.#startChat(everyone.id);
    if (roomId !== null) await this.send(roomId, text);
  }

  /** Goes to a room: it is opened, and the focus goes along. */
  async enter(roomId: number): Promise<void> {
    if (!(await this.load())) return;
    const opened = this.open(roomId);
    await this.focus();
    await opened;
  }

  /** Opens a room; what is known of it is shown at once. */
  async open(roomId: number): Promise<void> {
    const { store, view } = this.#session;
    if (this.page === null && !(await this.load())) return;
    this.#show(roomId);
    const loaded = await store.openRoom(roomId);
    // What the app has read before it heard that the room is in view still counts as unseen.
    this.#session.look();
    await this.back.come(roomId);
    if (!loaded && store.state.logs[roomId] === undefined && view.roomId === roomId) view.roomId = null;
  }

  /** Goes back from the room to the list, to the row of the room; nothing when another room is open. */
  close(roomId = this.#session.view.roomId): void {
    const { view } = this.#session;
    if (roomId !== view.roomId) return;
    this.#leave();
    view.pane = null;
    view.roomId = null;
    this.#session.look();
    void this.focusList((row) => row.dataset['roomId'] === String(roomId));
  }

  /** Into the list: to a row that is wanted, or to what leads to the lists. */
  async focusList(isWanted: (row: HTMLElement) => boolean): Promise<void> {
    await tick();
    const rows = [...document.querySelectorAll<HTMLElement>('[data-testid=room-row]')];
    (rows.find(isWanted) ?? document.querySelector<HTMLElement>('nav [aria-current=page]'))?.focus();
  }

  /** Into the line to write in; not where that would bring up a keyboard on the screen. */
  async focus(): Promise<void> {
    await tick();
    const { room } = this.#session;
    if (matchMedia('(pointer: coarse)').matches) room?.focusHeading();
    else room?.focusComposer();
  }

  /** Sends a text; its bubble is there before the app has answered. */
  async send(roomId: number, text: string, literal = false): Promise<void> {
    // Who asks has read what stands there.
    if (roomId === this.#session.view.roomId) this.#readUpTo = { id: null };
    const sent = this.#session.store.send(roomId, text, literal);
    this.#session.room?.toBottom();
    this.#session.say(t.announce.sent(t.quote(text)));
    await this.#afterSending(roomId, await sent);
  }

  /** Tries a text again. */
  async resend(key: number): Promise<void> {
    const { store } = this.#session;
    const pending = store.state.pending.find((text) => text.key === key);
    if (pending) await this.#afterSending(pending.roomId, await store.resend(key));
  }

  /** Does a search again, or shows the card in which the same question is under way; whether it has begun. */
  async retry(search: Search): Promise<boolean> {
    const retried = await this.#session.store.retry(search.id);
    if (retried === null) return false;
    if (retried.running_message_id === null) return true;
    await this.#showRunning(search.room_id, retried.running_message_id);
    return false;
  }

  /** Lists more of a search, or leaves its list for the card in which the same question is under way. */
  async more(search: Search): Promise<void> {
    const running = (await this.#session.store.loadMore(search.id))?.running_message_id ?? null;
    if (running === null) return;
    this.#session.view.pane = null;
    await this.#showRunning(search.room_id, running);
  }

  /** Lets the library explain how to ask. */
  async showGuide(roomId: number): Promise<void> {
    if (await this.#session.store.showGuide(roomId)) this.#session.room?.toBottom();
  }

  /** More of a message: the books of its search. */
  details(row: Said): void {
    const search = this.#searchOf(row);
    const hits = search === undefined ? 0 : (this.#session.store.state.hits.get(search.id)?.length ?? 0);
    if (search && hits > 0) void this.#session.act(hits === 1 ? 'detail' : 'list', search);
  }

  /** Has the search of a message tried again; false when that would mend nothing. */
  mend(row: Said): boolean {
    const search = this.#searchOf(row);
    if (search === undefined || !isMendable(search)) return false;
    void this.#session.act('retry', search);
    return true;
  }

  /** Begins to find in the open room; with the focus in its field. */
  openFind(roomId: number): void {
    this.find.open(roomId);
    document.querySelector<HTMLInputElement>('[data-testid=find-field]')?.select();
  }

  /** Leaves finding in the room; who looked goes on writing. */
  closeFind(): void {
    this.#session.view.highlighted = null;
    this.find.close();
    void this.focus();
  }

  /** Brings a message into view, reading older ones until it is there; false when it is not to be found, or not wanted any more. */
  async bring(roomId: number, messageId: number, isWanted = (): boolean => true): Promise<boolean> {
    const read = (): Promise<void> => this.back.read(roomId, messageId, Infinity, isWanted);
    if (this.back.isBefore(roomId, messageId)) await (this.#session.room?.grow(read) ?? read());
    await nextTask();
    if (!isWanted()) return false;
    return (await this.#session.room?.reveal(messageId)) ?? false;
  }

  /** Brings a message into view, with the focus and a frame around it for a moment. */
  async reveal(roomId: number, messageId: number): Promise<void> {
    if (!(await this.bring(roomId, messageId))) return;
    document
      .querySelector<HTMLElement>(`[data-message-id="${messageId}"] h3`)
      ?.focus({ preventScroll: true });
    this.#frame(messageId);
  }

  #frame(messageId: number): void {
    const { view } = this.#session;
    view.highlighted = messageId;
    setTimeout(() => {
      if (view.highlighted === messageId) view.highlighted = null;
    }, HIGHLIGHT);
  }

  #searchOf(row: Said): Search | undefined {
    if (row.kind !== 'message' || row.message.body.kind !== 'search') return undefined;
    return this.#session.store.state.searches.get(row.message.body.search_id);
  }

  async #startChat(libraryId: string): Promise<number | null> {
    const roomId = await this.#session.store.startChat(libraryId);
    if (roomId === null || !(await this.load())) return null;
    this.#show(roomId);
    await this.focus();
    await this.back.come(roomId);
    return roomId;
  }

  #show(roomId: number): void {
    const { store, view } = this.#session;
    if (view.roomId !== roomId) {
      this.#leave();
      this.#unseen = store.state.rooms[roomId]?.unseen_count ?? 0;
      this.#readUpTo = null;
      this.#isFresh = true;
      this.back.begin(roomId, this.#unseen > 0);
    }
    this.lastId = roomId;
    view.show(roomId);
    this.#session.look();
  }

  /** Nothing of the open room may be lost, or be taken along. */
  #leave(): void {
    this.flush();
    this.find.close();
    this.#session.view.highlighted = null;
  }

  async #showFound(roomId: number, messageId: number): Promise<void> {
    this.#session.view.highlighted = messageId;
    await this.bring(roomId, messageId, () => this.find.current === messageId);
  }

  async #showRunning(roomId: number | null, messageId: number): Promise<void> {
    this.#session.notify(t.room.alreadySearching);
    if (roomId === null || roomId !== this.#session.view.roomId) return;
    // Who writes goes on writing.
    if (await this.bring(roomId, messageId)) this.#frame(messageId);
  }

  async #afterSending(roomId: number, sent: Sent | null): Promise<void> {
    const session = this.#session;
    if (session.view.roomId !== roomId) return;
    if (sent === null) {
      session.say(t.room.notSent);
    } else if (sent.running_message_id !== null) {
      await this.#showRunning(roomId, sent.running_message_id);
    } else {
      session.room?.toBottom();
    }
  }
}

/** The page has been updated and the room, if new, is there. */
const nextTask = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done);
  });
