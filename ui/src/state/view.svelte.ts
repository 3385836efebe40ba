/** What the person looks at: not data, and forgotten when the window closes. */

/** What the pane beside a room shows. */
export type Pane =
  { kind: 'list'; searchId: number } | { kind: 'book'; searchId: number; hitId: number; fromList: boolean };

/** What takes the place of the lists and the room. */
export type Screen = 'saved' | 'jobs' | 'settings' | 'more' | 'licences';

/** The screens from which others are chosen. */
const LEADS: Partial<Record<Screen, readonly Screen[]>> = {
  more: ['jobs', 'settings'],
  settings: ['licences'],
};

/** A button beside a sentence. */
export interface NoticeAct {
  label: string;
  run: () => void;
}

/** Where the page stands. */
export class View {
  /** The list on the left. */
  tab = $state<'friends' | 'chats'>('friends');
  /** The screen over the lists and the room; null: they are seen. */
  screen = $state<Screen | null>(null);
  /** The settings are to show what becomes of the data, once. */
  wantsData = $state(false);
  /** The settings are to show what is known of the app itself, once. */
  wantsAbout = $state(false);
  /** What is kept is to show the watches first, once. */
  wantsAlerts = $state(false);
  /** The person has seen that there is a newer version. */
  knowsUpdate = $state(false);
  /** The person has read that no notification is shown. */
  knowsRefused = $state(false);
  /** The open room. */
  roomId = $state<number | null>(null);
  /** Its pane. */
  pane = $state.raw<Pane | null>(null);
  /** The library whose profile is open. */
  profileId = $state<string | null>(null);
  /** The message a notification led to, for a moment. */
  highlighted = $state<number | null>(null);
  /** A sentence that is shown for a moment. */
  notice = $state<string | null>(null);
  /** The sentence is shown until it is closed or the next act. */
  noticeStays = $state(false);
  /** What can be done about it at once. */
  noticeAct = $state.raw<NoticeAct | null>(null);
  /** The person has read that a damaged file was set aside. */
  knowsAside = $state(false);
  /** The window has the focus and is visible. */
  focused = $state(false);
  /** Milliseconds since 1970, moved on every few seconds while something is under way. */
  now = $state(Date.now());
  /** The screens that led to this one. */
  #ways: Screen[] = [];

  /** The room that is seen: none while a screen lies over it. */
  get seenRoomId(): number | null {
    return this.screen === null ? this.roomId : null;
  }

  /** Shows a screen; from a screen that leads to others it leads back there. */
  open(screen: Screen): void {
    const leads = this.screen !== null && LEADS[this.screen]?.includes(screen);
    this.#ways = leads && this.screen !== null ? [...this.#ways, this.screen] : [];
    this.wantsData = false;
    this.screen = screen;
  }

  /** Shows, of the settings, what becomes of the data. */
  openData(): void {
    this.open('settings');
    this.wantsData = true;
  }

  /** Shows, of the settings, what is known of the app itself. */
  openAbout(): void {
    this.open('settings');
    this.wantsAbout = true;
  }

  /** Shows, of what is kept, the watches. */
  openAlerts(): void {
    this.open('saved');
    this.wantsAlerts = true;
  }

  /** One screen back; false when there is none. */
  leave(): boolean {
    if (this.screen === null) return false;
    this.screen = this.#ways.pop() ?? null;
    return true;
  }

  /** One step back over the room: from a profile, from a book to the list it was opened from, from the pane. */
  back(): void {
    if (this.profileId !== null) this.profileId = null;
    else if (this.pane?.kind === 'book' && this.pane.fromList) {
      this.pane = { kind: 'list', searchId: this.pane.searchId };
    } else this.pane = null;
  }

  /** Shows a room. */
  show(roomId: number): void {
    if (this.roomId !== roomId) this.pane = null;
    this.roomId = roomId;
    this.tab = 'chats';
    this.screen = null;
  }
}
