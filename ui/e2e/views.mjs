/**
 * Every view of the page there is to look at: a scene of the scripted page, what to do on it first, and how wide a window shows it at
 * most. The smoke test looks at all of them, the pictures of `docs/` show some.
 */
import { LIST_VIEWS } from './list-views.mjs';
import { ROOM_VIEWS } from './room-views.mjs';
import { SHELL_VIEWS } from './shell-views.mjs';
import { WATCH_VIEWS } from './watch-views.mjs';

export const VIEWS = [...LIST_VIEWS, ...ROOM_VIEWS, ...SHELL_VIEWS, ...WATCH_VIEWS];
