import { expect, it, vi } from 'vitest';
import type { Hit } from './ipc/bindings/Hit';
import { FakeBackend } from './ipc/fake/backend';
import { makeHit } from './ipc/fake/make';
import { sceneOf } from './ipc/fake/scenes';
import { Session } from './session.svelte';
import { hitOf } from './state/select';

/** A book of a scene is shown. */
async function show(over: Partial<Hit>) {
  const backend = new FakeBackend(sceneOf('complete'), 0);
  const session = new Session(backend);
  await session.start();
  await session.rooms.open(1);
  const asked = (name: string) =>
    backend.calls.filter(([called]) => called === name).map((call) => call.slice(1));
  session.panes.showBook(makeHit({ id: 100, search_id: 2, ...over }), false);
  return { session, asked };
}

it('a book that opens has its record read, and what it says is shown', async () => {
  const { session, asked } = await show({});
  expect(asked('checkDetail')).toEqual([[2, 100]]);
  await vi.waitFor(() => {
    expect(hitOf(session.store.state, 2, 100)).toMatchObject({
      detail_state: 'checked',
      detail: { isbn: expect.stringMatching(/^978/) as string },
    });
  });
});

it.each(['planned', 'checked', 'failed'] as const)(
  'a record that is %s is not asked for again',
  async (state) => {
    const { asked } = await show({ detail_state: state });
    expect(asked('checkDetail')).toEqual([]);
  },
);

/** A room whose last search has books, and a pane beside it. */
async function listed() {
  const backend = new FakeBackend(sceneOf('complete'), 0);
  const session = new Session(backend);
  await session.start();
  await session.rooms.open(1);
  return { backend, session, panes: session.panes };
}

it('the list of all books is not narrowed to what could be borrowed when that was asked for', async () => {
  const { panes } = await listed();
  await panes.showAvailable(2);
  expect(panes.places.get(2)?.arrangement.available).toBe(true);
  await panes.showList(2);
  expect(panes.places.get(2)).toBeUndefined();
});

it('what was chosen in a list stays', async () => {
  const { panes } = await listed();
  await panes.showList(2);
  const arrangement = { available: true, place: '', years: null, order: 'relevance' } as const;
  panes.places.set(2, { cache: null, offset: 0, rows: 0, arrangement });
  await panes.showList(2);
  expect(panes.places.get(2)?.arrangement).toEqual(arrangement);
});

it('a list that could not be read says nothing of the one that is shown', async () => {
  const { backend, panes, session } = await listed();
  let refuse: (reason: unknown) => void = () => undefined;
  vi.spyOn(backend, 'listHits').mockReturnValueOnce(
    new Promise((_, reject) => {
      refuse = reject;
    }),
  );
  const first = panes.showList(2);
  session.view.pane = { kind: 'list', searchId: 3 };
  panes.listing = 'idle';
  refuse({ code: 'internal', message: 'scripted' });
  await first;
  expect(panes.listing).toBe('idle');
});

it('the list remembers the book it was left for, until it is opened anew', async () => {
  const { panes } = await listed();
  await panes.showList(2);
  panes.showBook(makeHit({ id: 100, search_id: 2 }), true);
  panes.back();
  expect(panes.left).toBe(100);
  await panes.showList(2);
  expect(panes.left).toBeNull();
});
