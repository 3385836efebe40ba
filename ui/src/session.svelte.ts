/** What happens when somebody does something: the store acts, the view follows. What is done in rooms is in rooms.svelte.ts. */
import { tick } from 'svelte';
import type Announcer from './components/Announcer.svelte';
import { copyText } from './components/clipboard';
import type Room from './features/room/Room.svelte';
import type { CardAction } from './features/search/card-view';
import { partOfTitle } from './features/search/part-of-title';
import { InView } from './features/search/in-view';
import { t } from './i18n';
import type { Backend } from './ipc/backend';
import type { Search } from './ipc/bindings/Search';
import type { Opening } from './ipc/bindings/Opening';
import type { Target } from './ipc/bindings/Target';
import { Kept } from './kept.svelte';
import { Panes } from './panes.svelte';
import { Rooms } from './rooms.svelte';
import { offer } from './shell/offer';
import type { Overlay } from './shell/overlay';
import { Preferences } from './preferences.svelte';
import { leaveScreen } from './shell/screens';
import { announcementIn, newsIn, obstaclesOf } from './state/announce';
import { emptyState, isLive, isOver, type Version } from './state/model';
import { liveSearches, wasEmptied } from './state/select';
import { Store } from './state/store.svelte';
import { View, type NoticeAct } from './state/view.svelte';

const NOTICE = 4_000;
const TICK = 1_000;
const IDLE = 60_000;

/** The page at work. */
export class Session {
  readonly store: Store;
  readonly backend: Backend;
  readonly view = new View();
  readonly panes: Panes;
  readonly rooms = new Rooms(this);
  /** What the person keeps; asked by the stars. */
  readonly kept: Kept;
  readonly preferences = new Preferences(this);
  /** The books on the screen. */
  readonly inView: InView;
  /** The room on the page. */
  room = $state.raw<Room>();
  announcer = $state.raw<Announcer>();
  /** The dialog that is open. */
  overlay = $state.raw<Overlay | null>(null);
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  /** The room that was clicked on outside the page, until it can be seen. */
  #called: number | null = null;

  constructor(backend: Backend) {
    this.backend = backend;
    this.store = new Store(backend, {
      changed: (before, after) => this.#changed(before, after),
      open: (opening) => void this.show(opening),
      closing: (hasTray) => {
        this.overlay = { kind: 'closing', hasTray };
      },
      saved: () => void this.kept.load(),
      failed: (code) => this.fail(t.commandErrors[code]),
    });
    this.kept = new Kept(backend, (code) => this.fail(t.commandErrors[code]));
    this.panes = new Panes(this.store, this.view, () => this.room?.focusComposer());
    this.inView = new InView(
      (searchId, hitIds) => {
        this.store.showHits(searchId, hitIds);
      },
      (searchId) => {
        const search = this.store.state.searches.get(searchId);
        return search !== undefined && isLive(search);
      },
    );
  }

  /** From the first paint on; returns the way to stop. */
  begin(): () => void {
    void this.start();
    const clock = setInterval(() => {
      // Every second while a search may turn out to take long, otherwise only for the days to change.
      const live = liveSearches(this.store.state).length > 0;
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
    void this.kept.load();
    if (Object.keys(this.store.state.rooms).length > 0) this.view.tab = 'chats';
    document.body.dataset['ready'] = '1';
    for (const sentence of obstaclesOf(emptyState, this.store.state, t)) this.say(sentence);
    this.look();
    // After the first paint, before anybody has chosen a room.
    requestAnimationFrame(() => setTimeout(() => void this.rooms.load()));
  }

  /** A dialog or a screen was asked for before what shows it was read; where that fails, which is said, it is not open. */
  async loadAsked(): Promise<void> {
    if (await this.rooms.load()) return;
    this.overlay = null;
    this.view.profileId = null;
    this.view.screen = null;
  }

  /** Tells the app what is seen now, and takes the badge off what is. */
  look(): void {
    this.view.focused = document.hasFocus() && document.visibilityState === 'visible';
    this.store.setView(this.view.seenRoomId, this.view.focused);
    if (!this.view.focused) this.rooms.flush();
    this.#markSeen();
  }

  /** One step back, with the focus; false when there is nowhere to go. */
  back(): boolean {
    if (this.overlay !== null) {
      this.overlay = null;
      return true;
    }
    if (leaveScreen(this)) return true;
    const { pane, roomId } = this.view;
    if (this.view.profileId === null && pane === null) {
      if (roomId !== null) this.rooms.close();
      return roomId !== null;
    }
    this.panes.back();
    return true;
  }

  /** A button of a card. */
  async act(kind: Exclude<CardAction, 'watch'>, search: Search): Promise<void> {
    const { store } = this;
    switch (kind) {
      case 'cancel':
        await store.cancel(search.id);
        break;
      case 'retry':
        await this.rooms.retry(search);
        break;
      case 'go-on':
        await store.resume(search.id);
        break;
      case 'more':
        await this.rooms.more(search);
        break;
      case 'link':
        await store.openLink(search.id, null);
        break;
      case 'literal':
        if (search.room_id !== null) await this.rooms.send(search.room_id, search.query.text, true);
        break;
      case 'part':
        if (search.room_id !== null) offer(this, search.room_id, partOfTitle(search));
        break;
      case 'everyone':
        await this.rooms.askEveryone(search.query.text);
        break;
      case 'report':
        await store.report({ kind: 'search', search_id: search.id });
        break;
      case 'list':
        await this.panes.showList(search.id);
        break;
      case 'detail': {
        const hit = store.state.hits.get(search.id)?.[0];
        if (hit) this.panes.showBook(hit, false);
        break;
      }
    }
  }

  /** Ends the app, and loses nothing of what is being written. */
  quit(): void {
    this.rooms.flush();
    void this.store.quit();
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

  /** The person has read that no notification is shown. */
  async knowRefused(): Promise<void> {
    this.view.knowsRefused = true;
    await this.#leaveBanner();
  }

  /** Copies a call number and says so. */
  async copy(callNumber: string): Promise<void> {
    this.tell(await copyText(callNumber), t.copy.copied(callNumber), t.copy.notCopied);
  }

  /** Shows a sentence and says it: for a moment, or, if it `stays`, until it is closed or the next act; `act` is a button beside it. */
  notify(
    sentence: string,
    { stays = false, act = null }: { stays?: boolean; act?: NoticeAct | null } = {},
  ): void {
    this.view.notice = sentence;
    this.view.noticeStays = stays;
    this.view.noticeAct = act;
    this.say(sentence);
    clearTimeout(this.#noticeTimer);
    if (!stays) this.#noticeTimer = setTimeout(() => this.closeNotice(), NOTICE);
  }

  /** Says that something was done, or why it was not. */
  tell(isDone: boolean, done: string, failure: string): void {
    if (isDone) this.notify(done);
    else this.fail(failure);
  }

  /** Says what did not work: it stays, for nothing else on the page tells of it. */
  fail(sentence: string): void {
    this.notify(sentence, { stays: true });
  }

  /** Takes the sentence off the page. */
  closeNotice(): void {
    clearTimeout(this.#noticeTimer);
    const isIn = document.activeElement?.closest('[data-testid=notice]') != null;
    this.view.notice = null;
    if (isIn) void this.#leaveBanner();
  }

  /** Says a sentence to a screen reader; one about a search takes the place of what was not said of it yet. */
  say(sentence: string, searchId: number | null = null): void {
    this.announcer?.say(sentence, searchId);
  }

  /** What was pressed goes: the focus goes where one was going to be next. */
  async #leaveBanner(): Promise<void> {
    await tick();
    if (this.room) await this.rooms.focus();
    else {
      const find = (selector: string) => document.querySelector<HTMLElement>(selector);
      (find('[data-testid=room-row]') ?? find('nav button'))?.focus();
    }
  }

  #markSeen(): void {
    const { seenRoomId, focused } = this.view;
    const visible = document.visibilityState === 'visible';
    // Who clicked on a notification looks at what it opened, also where the system leaves the keyboard with another window.
    const looked = focused || (visible && seenRoomId === this.#called);
    if (seenRoomId !== null && looked) this.store.markSeen(seenRoomId);
    if (visible) this.#called = null;
  }

  #changed(before: Version, after: Version): void {
    // Every card looks at the time: not oftener than it shows.
    if (Date.now() - this.view.now >= TICK) this.view.now = Date.now();
    for (const sentence of obstaclesOf(before, after, t)) this.say(sentence);
    if (!after.refused) this.view.knowsRefused = false;
    // What was deleted is not shown any more.
    const { pane, roomId } = this.view;
    if (pane !== null && after.searches.get(pane.searchId) === undefined) this.view.pane = null;
    if (roomId !== null && after.rooms[roomId] === undefined) this.view.roomId = null;
    const { find } = this.rooms;
    if (find.roomId !== null && wasEmptied(before, after, find.roomId)) find.close();
    const news = roomId === null ? [] : newsIn(before, after, roomId, t);
    for (const sentence of news) this.say(sentence);
    for (const id of after.searches.since(before.searches)) {
      const [old, search] = [before.searches.get(id), after.searches.get(id)];
      if (search?.room_id !== this.view.roomId) continue;
      const sentence = announcementIn(after, old, search, t);
      if (sentence !== null) this.say(sentence, id);
      if (old === undefined || isOver(old) || !isOver(search)) continue;
      if (search.message_id !== null) this.room?.finished(search.message_id);
    }
    this.#markSeen();
  }

  /** Shows what was clicked outside the page. */
  async show(opening: Opening): Promise<void> {
    if (opening.kind === 'message') return this.openTarget(opening.target);
    try {
      await (await import('./shell/openings')).come(this, opening);
    } catch {
      this.fail(t.nav.notLoaded);
    }
  }

  /** Goes to a message, as a click on a notification does: its room, its place, its heading. */
  async openTarget({ room_id: roomId, message_id: messageId }: Target): Promise<void> {
    this.view.pane = null;
    this.view.profileId = null;
    this.overlay = null;
    await this.rooms.open(roomId);
    this.#called = roomId;
    this.#markSeen();
    await this.rooms.reveal(roomId, messageId);
    document.body.dataset['opened'] = String(messageId);
  }
}
