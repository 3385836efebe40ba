import { describe, expect, it } from 'vitest';
import { makeCard, makeHit, makeRoom, makeSearch, makeText, NOON } from '../ipc/fake/make';
import type { Change } from '../ipc/bindings/Change';
import type { RoomView } from '../ipc/bindings/RoomView';
import { applyChange, applyRoomView, applySent, applySnapshot, joinViews, mergeMessages } from './apply';
import { emptyState, type Pending, type Version } from './model';

const view = (over: Partial<RoomView> = {}): RoomView => ({
  room: makeRoom(),
  messages: [makeText(2, '토지'), makeCard(3, 1)],
  searches: [makeSearch({ version: 5 })],
  hits: [makeHit()],
  has_older: false,
  ...over,
});
const opened = applyRoomView(emptyState, view(), NOON, false);
const searchChange = (over: Partial<Extract<Change, { kind: 'search' }>> = {}): Change => ({
  kind: 'search',
  search: makeSearch({ version: 6, state: 'running' }),
  hits: [],
  gone_hit_ids: [],
  ...over,
});
const pending = (over: Partial<Pending> = {}): Pending => ({
  key: 1,
  roomId: 1,
  text: '코스모스',
  literal: false,
  sentAt: NOON,
  failed: null,
  ...over,
});

describe('a search change', () => {
  it('replaces the search and touches no other object', () => {
    const next = applyChange(opened, searchChange(), NOON);
    expect(next.searches.get(1)?.state).toBe('running');
    expect(next.logs[1]).toBe(opened.logs[1]);
    expect(opened.searches.get(1)?.state).toBe('complete');
  });

  it('is dropped when a newer version is known, but not the hits it alone brings', () => {
    const old = searchChange({
      search: makeSearch({ version: 4, state: 'waiting' }),
      hits: [makeHit({ title: '옛 제목' }), makeHit({ id: 9, position: 7 })],
    });
    const next = applyChange(opened, old, NOON);
    expect(next.searches.get(1)?.version).toBe(5);
    expect(next.hits.get(1)?.map((hit) => [hit.id, hit.title])).toEqual([
      [1, '말의 품격'],
      [9, '말의 품격'],
    ]);
  });

  it('of the same version is taken, since it may bring hits', () => {
    const same = searchChange({
      search: makeSearch({ version: 5 }),
      hits: [makeHit({ id: 2, position: 1 })],
    });
    expect(applyChange(opened, same, NOON).hits.get(1)).toHaveLength(2);
  });

  it('takes away the hits that are gone', () => {
    const next = applyChange(
      opened,
      searchChange({ hits: [makeHit({ id: 2, position: 1 })], gone_hit_ids: [1] }),
      NOON,
    );
    expect(next.hits.get(1)?.map((hit) => hit.id)).toEqual([2]);
  });

  it('starts the clock anew when a finished search runs again, and only then', () => {
    const again = applyChange(opened, searchChange(), NOON + 60_000);
    expect(again.liveSince[1]).toBe(NOON + 60_000);
    const later = applyChange(
      again,
      searchChange({ search: makeSearch({ version: 7, state: 'running' }) }),
      NOON + 90_000,
    );
    expect(later.liveSince[1]).toBe(NOON + 60_000);
  });
});

describe('a message change', () => {
  it('goes to its place in an opened room and to the top of the list', () => {
    const message = makeText(9, '코스모스', { sent_at_ms: NOON + 1 });
    const next = applyChange(opened, { kind: 'message', message }, NOON);
    expect(next.logs[1]?.messages.map((m) => m.id)).toEqual([2, 3, 9]);
    expect(next.rooms[1]?.last_message).toBe(message);
    expect(next.rooms[1]?.active_at_ms).toBe(NOON + 1);
  });

  it('twice is one message', () => {
    const change: Change = { kind: 'message', message: makeText(9, '코스모스') };
    const next = applyChange(applyChange(opened, change, NOON), change, NOON);
    expect(next.logs[1]?.messages).toHaveLength(3);
  });

  it('takes the place of the text on its way, whichever of event and answer is first', () => {
    const sending: Version = { ...opened, pending: [pending(), pending({ key: 2 })] };
    const mine = makeText(9, '코스모스');
    const byEvent = applyChange(sending, { kind: 'message', message: mine }, NOON);
    expect(byEvent.pending.map((p) => p.key)).toEqual([2]);
    const sent = { messages: [mine], searches: [], running_message_id: null };
    expect(applySent(byEvent, 1, sent, NOON).pending.map((p) => p.key)).toEqual([2]);
    const byAnswer = applySent(sending, 1, sent, NOON);
    expect(byAnswer.pending.map((p) => p.key)).toEqual([2]);
    expect(applyChange(byAnswer, { kind: 'message', message: mine }, NOON).pending).toHaveLength(1);
  });

  it('leaves a text that could not be sent alone', () => {
    const failed: Version = { ...opened, pending: [pending({ failed: 'disk_full' })] };
    const next = applyChange(failed, { kind: 'message', message: makeText(9, '코스모스') }, NOON);
    expect(next.pending).toHaveLength(1);
  });
});

describe('the rest', () => {
  it('open and resync change nothing by themselves', () => {
    expect(applyChange(opened, { kind: 'resync' }, NOON)).toBe(opened);
    expect(
      applyChange(
        opened,
        { kind: 'open', opening: { kind: 'message', target: { room_id: 1, message_id: 3 } } },
        NOON,
      ),
    ).toBe(opened);
  });

  it('a room change updates the badge', () => {
    const next = applyChange(opened, { kind: 'room', room: makeRoom({ unseen_count: 3 }) }, NOON);
    expect(next.rooms[1]?.unseen_count).toBe(3);
  });

  it('an emptied room keeps nothing, and one that was left is gone', () => {
    const room = makeRoom({ last_message: null });
    const emptied = applyChange(opened, { kind: 'cleared', room_id: 1, room }, NOON);
    expect([emptied.rooms[1], emptied.logs[1]?.messages, emptied.searches.values()]).toEqual([room, [], []]);
    const left = applyChange(opened, { kind: 'cleared', room_id: 1, room: null }, NOON);
    expect([left.rooms, left.logs, left.hits.values()]).toEqual([{}, {}, []]);
  });

  it('a deleted message is gone, a card with its search and its books', () => {
    const text = applyChange(opened, { kind: 'message', message: makeText(9, '구토') }, NOON);
    const room = makeRoom({ last_message: makeText(9, '구토') });
    const card = text.logs[1]?.messages.find(({ body }) => body.kind === 'search');
    const cut = applyChange(
      { ...text, searches: text.searches.with(1, makeSearch({ message_id: card?.id ?? null })) },
      { kind: 'deleted', message_id: card?.id ?? 0, room_id: 1, room },
      NOON,
    );
    expect(cut.logs[1]?.messages.map(({ id }) => id)).not.toContain(card?.id);
    expect([cut.searches.get(1), cut.hits.get(1)]).toEqual([undefined, undefined]);
    expect(cut.logs[1]?.messages.map(({ id }) => id)).toContain(9);
    const none = makeRoom();
    const bare = applyChange(cut, { kind: 'deleted', message_id: 9, room_id: 1, room: none }, NOON);
    expect(bare.rooms[1]).toBe(none);
    expect(bare.logs[1]?.messages.map(({ id }) => id)).not.toContain(9);
  });

  it('a message that was deleted where no room was opened changes its last line', () => {
    const room = makeRoom({ id: 7 });
    const next = applyChange(opened, { kind: 'deleted', message_id: 70, room_id: 7, room }, NOON);
    expect([next.rooms[7], next.logs[7], next.searches]).toEqual([room, undefined, opened.searches]);
  });

  it('a snapshot forgets rooms that are gone and keeps newer searches', () => {
    const snapshot = {
      libraries: [],
      rooms: [makeRoom({ id: 7, last_search: makeSearch({ version: 2, state: 'waiting' }) })],
      open: null,
      trouble: 'busy' as const,
      set_aside: '/aside',
      paused_since_ms: NOON,
      version: '0.1.0',
      build: null,
      update: opened.update,
      settings: { ...opened.settings, theme: 'dark' as const },
      offline: true,
      spared: true,
      desktop: true,
      notifications_refused: false,
    };
    const next = applySnapshot(opened, snapshot, NOON);
    expect(Object.keys(next.rooms)).toEqual(['7']);
    expect(next.searches.get(1)?.version).toBe(5);
    expect([next.trouble, next.setAside, next.paused, next.offline]).toEqual(['busy', '/aside', true, true]);
    expect(next.spared).toBe(true);
    expect(applyChange(next, { kind: 'sparing', spared: false }, NOON).spared).toBe(false);
  });

  it('trouble and a pause come and go', () => {
    const full = applyChange(opened, { kind: 'trouble', trouble: 'disk_full' }, NOON);
    expect(full.trouble).toBe('disk_full');
    expect(applyChange(full, { kind: 'trouble', trouble: null }, NOON)).toEqual(opened);
    const paused = applyChange(opened, { kind: 'pause', paused_since_ms: NOON }, NOON);
    expect(paused.paused).toBe(true);
    expect(applyChange(paused, { kind: 'pause', paused_since_ms: null }, NOON)).toEqual(opened);
  });

  it('older messages go to the front and change nothing behind them', () => {
    const next = applyRoomView(
      opened,
      view({ messages: [makeText(1, '처음')], has_older: true }),
      NOON,
      true,
    );
    expect(next.logs[1]?.messages.map((m) => m.id)).toEqual([1, 2, 3]);
    expect(next.logs[1]?.hasOlder).toBe(true);
  });

  it('the latest messages leave the older ones where they join, and drop them where they do not', () => {
    const older = applyRoomView(
      opened,
      view({ messages: [makeText(1, '처음')], has_older: true }),
      NOON,
      true,
    );
    const joined = applyRoomView(older, view({ messages: [makeCard(3, 1), makeText(4, '새')] }), NOON, false);
    expect(joined.logs[1]?.messages.map((m) => m.id)).toEqual([1, 2, 3, 4]);
    expect(joined.logs[1]?.hasOlder).toBe(true);
    const apart = applyRoomView(
      older,
      view({ messages: [makeText(9, '한참 뒤')], has_older: true }),
      NOON,
      false,
    );
    expect(apart.logs[1]?.messages.map((m) => m.id)).toEqual([9]);
  });

  it('pages of a room become one that goes no further back than was read', () => {
    const first = view({ messages: [makeText(1, 'a'), makeText(2, 'b')], searches: [], hits: [] });
    const last = view({ messages: [makeCard(3, 1)], room: makeRoom({ unseen_count: 2 }), has_older: true });
    const whole = joinViews([first, last], 2);
    expect(whole.messages.map((m) => m.id)).toEqual([2, 3]);
    expect(whole).toMatchObject({ has_older: true, searches: last.searches, hits: last.hits });
    expect(whole.room.unseen_count).toBe(2);
    expect(joinViews([first, last], 1).has_older).toBe(false);
  });

  it('the first hits that come with a room take the place of those that are known', () => {
    const gone = applyChange(opened, searchChange({ hits: [makeHit({ id: 2, position: 1 })] }), NOON);
    const next = applyRoomView(gone, view({ searches: [makeSearch({ version: 7 })] }), NOON, false);
    expect(next.hits.get(1)?.map((hit) => hit.id)).toEqual([1]);
  });

  it('messages are merged by id and kept in order', () => {
    expect(mergeMessages([makeText(2, 'a'), makeText(5, 'b')], [makeText(3, 'c')]).map((m) => m.id)).toEqual([
      2, 3, 5,
    ]);
  });
});
