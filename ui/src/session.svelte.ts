/** What happens when somebody does something: the store acts, the view follows. */
import { tick } from 'svelte';
import type Announcer from './components/Announcer.svelte';
import { copyText } from './components/clipboard';
import type Room from './features/room/Room.svelte';
import type { CardAction } from './features/search/card-view';
import { InView } from './features/search/in-view';
import { t } from './i18n';
import type { Backend } from './ipc/backend';
import type { Search } from './ipc/bindings/Search';
import type { Sent } from './ipc/bindings/Sent';
import type { Target } from './ipc/bindings/Target';
import { Panes } from './panes.svelte';
import { announcementOf, obstaclesOf } from './state/announce';
import { emptyState, isLive, isOver, type State } from './state/model';
import { Store } from './state/store.svelte';
import { View } from './state/view.svelte';

const NOTICE = 4_000;
const HIGHLIGHT = 1_500;
const TICK = 1_000;
const IDLE = 60_000;
/** Pages of older messages to read while looking for the message of a notification. */
const FAR_BACK = 20;

/** The page at work. */
export class Session {
  readonly store: Store;
  readonly view = new View();
  readonly panes: Panes;
  /** The books on the screen. */
  readonly inView: InView;
  /** The room on the page. */
  room = $state.raw<Room>();
  announcer = $state.raw<Announcer>();
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: Backend) {
    this.store = new Store(backend, {
      changed: (before, after) => this.#changed(before, after),
      open: (target) => void this.#open(target),
      failed: (code) => this.notify(t.commandErrors[code]),
    });
    this.panes = new Panes(this.store, this.view, () => this.room?.focusComposer());
    this.inView = new InView(
      (searchId, hitIds) => {
        this.store.showHits(searchId, hitIds);
      },
      (searchId) => {
        const search = this.store.state.searches[searchId];
        return search !== undefined && isLive(search);
      },
    );
  }

  /** From the first paint on; returns the way to stop. */
  begin(): () => void {
    void this.start();
    const clock = setInterval(() => {
      // Every second while a search may turn out to take long, otherwise only for the days to change.
      const live = Object.values(this.store.state.searches).some(isLive);
      if (live || Date.now() - this.view.now > IDLE) this.view.now = Date.now();
    }, TICK);
    return () => {
      clearInterval(clock);
    };
  }

  /** Loads everything; the first list to show is the one with something in it. */
  async start(): Promise<void> {
    await this.store.start();
    if (this.store.state.phase.kind !== 'ready') return;
    if (Object.keys(this.store.state.rooms).length > 0) this.view.tab = 'chats';
    document.body.dataset['ready'] = '1';
    for (const sentence of obstaclesOf(emptyState, this.store.state, t)) this.say(sentence);
    this.look();
  }

  /** Tells the app what is seen now, and takes the badge off what is. */
  look(): void {
    this.view.focused = document.hasFocus() && document.visibilityState === 'visible';
    this.store.setView(this.view.roomId, this.view.focused);
    this.#markSeen();
  }

  /** Opens the chat with a library. */
  async startChat(libraryId: string): Promise<void> {
    const roomId = await this.store.startChat(libraryId);
    if (roomId === null) return;
    this.#show(roomId);
    await this.#focusRoom();
  }

  /** Goes to a room: it is opened, and the focus goes along. */
  async enterRoom(roomId: number): Promise<void> {
    const opened = this.openRoom(roomId);
    await this.#focusRoom();
    await opened;
  }

  /** Goes back from the room to the list, to the row of the room. */
  leaveRoom(): void {
    const { roomId } = this.view;
    this.view.pane = null;
    this.view.roomId = null;
    this.look();
    void tick().then(() => {
      document.querySelector<HTMLElement>(`[data-testid=room-row][data-room-id="${roomId}"]`)?.focus();
    });
  }

  /** One step back, with the focus; false when there is nowhere to go. */
  back(): boolean {
    const { pane, roomId } = this.view;
    if (this.view.profileId === null && pane === null) {
      if (roomId !== null) this.leaveRoom();
      return roomId !== null;
    }
    this.panes.back();
    return true;
  }

  /** Opens a room; what is known of it is shown at once. */
  async openRoom(roomId: number): Promise<void> {
    this.#show(roomId);
    const loaded = await this.store.openRoom(roomId);
    if (!loaded && this.store.state.logs[roomId] === undefined && this.view.roomId === roomId)
      this.view.roomId = null;
  }

  /** Sends a text; its bubble is there before the app has answered. */
  async send(roomId: number, text: string, literal = false): Promise<void> {
    const sent = this.store.send(roomId, text, literal);
    this.room?.toBottom();
    this.say(t.announce.sent(t.quote(text)));
    await this.#afterSending(roomId, await sent);
  }

  /** Tries a text again. */
  async resend(key: number): Promise<void> {
    const pending = this.store.state.pending.find((text) => text.key === key);
    if (pending) await this.#afterSending(pending.roomId, await this.store.resend(key));
  }

  /** Lets the library explain how to ask. */
  async showGuide(roomId: number): Promise<void> {
    if (await this.store.showGuide(roomId)) this.room?.toBottom();
  }

  /** A button of a card. */
  async act(kind: CardAction, search: Search): Promise<void> {
    const { store } = this;
    switch (kind) {
      case 'cancel':
        await store.cancel(search.id);
        break;
      case 'retry':
        await store.retry(search.id);
        break;
      case 'go-on':
        await store.resume(search.id);
        break;
      case 'more':
        await store.loadMore(search.id);
        break;
      case 'link':
        await store.openLink(search.id, null);
        break;
      case 'literal':
        if (search.room_id !== null) await this.send(search.room_id, search.query.text, true);
        break;
      case 'list':
        await this.panes.showList(search.id);
        break;
      case 'detail': {
        const hit = store.state.hits[search.id]?.[0];
        if (hit) this.panes.showBook(hit, false);
        break;
      }
    }
  }

  /** Has everything go on. */
  async goOn(): Promise<void> {
    if (await this.store.resumeAll()) await this.#leaveBanner();
  }

  /** The person has read that a damaged file was set aside. */
  async knowAside(): Promise<void> {
    this.view.knowsAside = true;
    await this.#leaveBanner();
  }

  /** Copies a call number and says so. */
  async copy(callNumber: string): Promise<void> {
    this.notify((await copyText(callNumber)) ? t.copy.copied(callNumber) : t.copy.notCopied);
  }

  /** Shows a sentence for a moment and says it. */
  notify(sentence: string): void {
    this.view.notice = sentence;
    this.say(sentence);
    clearTimeout(this.#noticeTimer);
    this.#noticeTimer = setTimeout(() => {
      this.view.notice = null;
    }, NOTICE);
  }

  /** Says a sentence to a screen reader. */
  say(sentence: string): void {
    this.announcer?.say(sentence);
  }

  /** Into the line to write in; not where that would bring up a keyboard on the screen. */
  async #focusRoom(): Promise<void> {
    await tick();
    if (matchMedia('(pointer: coarse)').matches) this.room?.focusHeading();
    else this.room?.focusComposer();
  }

  /** What was pressed goes: the focus goes where one was going to be next. */
  async #leaveBanner(): Promise<void> {
    await tick();
    if (this.room) await this.#focusRoom();
    else {
      const find = (selector: string) => document.querySelector<HTMLElement>(selector);
      (find('[data-testid=room-row]') ?? find('nav button'))?.focus();
    }
  }

  #show(roomId: number): void {
    this.view.show(roomId);
    this.look();
  }

  #markSeen(): void {
    if (this.view.roomId !== null && this.view.focused) this.store.markSeen(this.view.roomId);
  }

  async #afterSending(roomId: number, sent: Sent | null): Promise<void> {
    if (this.view.roomId !== roomId) return;
    if (sent === null) {
      this.say(t.room.notSent);
    } else if (sent.running_message_id !== null) {
      this.notify(t.room.alreadySearching);
      await this.#reveal(roomId, sent.running_message_id);
    } else {
      this.room?.toBottom();
    }
  }

  #changed(before: State, after: State): void {
    this.view.now = Date.now();
    for (const sentence of obstaclesOf(before, after, t)) this.say(sentence);
    for (const search of Object.values(after.searches)) {
      const old = before.searches[search.id];
      if (old === search || search.room_id !== this.view.roomId) continue;
      const sentence = announcementOf(old, search, t);
      if (sentence !== null) this.say(sentence);
      if (old === undefined || isOver(old) || !isOver(search)) continue;
      if (search.message_id !== null) this.room?.finished(search.message_id);
    }
    this.#markSeen();
  }

  /** A click on a notification: its room, its message, its heading. */
  async #open({ room_id: roomId, message_id: messageId }: Target): Promise<void> {
    this.view.pane = null;
    this.view.profileId = null;
    await this.openRoom(roomId);
    await this.#reveal(roomId, messageId);
    document.body.dataset['opened'] = String(messageId);
  }

  async #reveal(roomId: number, messageId: number): Promise<void> {
    const { store } = this;
    const known = (): boolean => store.state.logs[roomId]?.messages.some((m) => m.id === messageId) ?? false;
    for (let page = 0; page < FAR_BACK && !known() && store.state.logs[roomId]?.hasOlder; page += 1) {
      if (!(await store.loadOlder(roomId))) break;
    }
    await nextTask();
    if (!(await this.room?.reveal(messageId))) return;
    document
      .querySelector<HTMLElement>(`[data-message-id="${messageId}"] h3`)
      ?.focus({ preventScroll: true });
    this.view.highlighted = messageId;
    setTimeout(() => {
      if (this.view.highlighted === messageId) this.view.highlighted = null;
    }, HIGHLIGHT);
  }
}

/** The page has been updated and the room, if new, is there. */
const nextTask = (): Promise<void> =>
  new Promise((done) => {
    setTimeout(done);
  });
