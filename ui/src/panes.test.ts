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
