/** What the page knows of the app: server data only, normalised by id. Nothing here is ever changed in place. */
import type { CommandErrorCode } from '../ipc/bindings/CommandErrorCode';
import type { Hit } from '../ipc/bindings/Hit';
import type { Library } from '../ipc/bindings/Library';
import type { Message } from '../ipc/bindings/Message';
import type { Room } from '../ipc/bindings/Room';
import type { Search } from '../ipc/bindings/Search';
import type { Settings } from '../ipc/bindings/Settings';
import type { Trouble } from '../ipc/bindings/Trouble';
import type { Update } from '../ipc/bindings/Update';
import { Table, type Entries } from './table';

/** The page's own start. */
export type Phase =
  | { kind: 'loading' }
  | { kind: 'ready' }
  /** `message` is the app's own, in English. */
  | { kind: 'failed'; code: CommandErrorCode; message: string };

/** The messages of a room that was opened. */
export interface Log {
  /** Oldest first, by id. */
  readonly messages: readonly Message[];
  /** There are older ones in the database. */
  readonly hasOlder: boolean;
}

/** A text that is on its way, or that could not be sent. */
export interface Pending {
  /** Names it on this page. */
  readonly key: number;
  readonly roomId: number;
  readonly text: string;
  readonly literal: boolean;
  /** When it was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** Why it could not be sent; null while it is on its way. */
  readonly failed: CommandErrorCode | null;
}

/** Everything the page knows, as it may be read. */
export interface State {
  readonly phase: Phase;
  readonly libraries: readonly Library[];
  readonly rooms: Readonly<Record<number, Room>>;
  /** By room; a room that was never opened has none. */
  readonly logs: Readonly<Record<number, Log>>;
  readonly searches: Entries<Search>;
  /** By search, in the catalogue's order; may have gaps until the whole list was asked for. */
  readonly hits: Entries<readonly Hit[]>;
  /** Since when a search has been under way, as this page saw it; for "조금 오래 걸려요". Also of those that have ended since. */
  readonly liveSince: Readonly<Record<number, number>>;
  readonly pending: readonly Pending[];
  /** What keeps the app from storing anything. */
  readonly trouble: Trouble | null;
  /** Where the damaged file lies that was set aside when the app started. */
  readonly setAside: string | null;
  /** Everything is paused. */
  readonly paused: boolean;
  readonly version: string;
  /** The commit it was built from and its day, where that is known. */
  readonly build: string | null;
  /** There is no way to any library. */
  readonly offline: boolean;
  /** The system wants to be spared: watched books are not looked at. */
  readonly spared: boolean;
  /** What the person has set. */
  readonly settings: Settings;
  /** The window can be closed while the app goes on. */
  readonly desktop: boolean;
  /** The system shows no notification of the app. */
  readonly refused: boolean;
  /** What is known of a newer version of the app. */
  readonly update: Update;
}

/** The same, as the next version is made from it. */
export interface Version extends State {
  readonly searches: Table<Search>;
  readonly hits: Table<readonly Hit[]>;
}

/** A search that is still going to change by itself. */
export const isLive = (search: Search): boolean => search.state === 'waiting' || search.state === 'running';

/** A search that has ended; a parked one has not. */
export const isOver = (search: Search): boolean => !isLive(search) && search.state !== 'held';

/** Before anything was heard. */
export const emptyState: Version = {
  phase: { kind: 'loading' },
  libraries: [],
  rooms: {},
  logs: {},
  searches: Table.of<Search>(),
  hits: Table.of<readonly Hit[]>(),
  liveSince: {},
  pending: [],
  trouble: null,
  setAside: null,
  paused: false,
  version: '',
  build: null,
  offline: false,
  spared: false,
  settings: {
    theme: 'system',
    text_percent: 100,
    less_motion: false,
    speech: 'system',
    enter_sends: true,
    single_keys: true,
    notify: 'unseen',
    quiet_from: null,
    quiet_until: null,
    copies_limit: 10,
    keep_seconds: 60,
    slow_seconds: 5,
    gathers: true,
    watch_days: 60,
    keeps_running: true,
    closing_told: false,
    in_flight: 6,
    list_px: 0,
    detail_px: 0,
  },
  desktop: false,
  refused: false,
  update: { way: 'elsewhere', looks: false, looked_at_ms: null, stage: { kind: 'unknown' } },
};
