import { expect, it, vi } from 'vitest';
import { Patches } from './patches.svelte';

interface Thing {
  a: number;
  b: number;
}

/** A thing whose app answers when it is told to. */
function thing() {
  const app = { known: { a: 0, b: 0 } as Thing };
  const answers: ((taken: boolean) => void)[] = [];
  const send = vi.fn((_: Thing) => new Promise<boolean>((answer) => answers.push(answer)));
  const later: (() => void)[] = [];
  const patches = new Patches<Thing>(
    () => app.known,
    send,
    (go) => later.push(go),
  );
  const answer = async (taken: boolean): Promise<void> => {
    await vi.waitFor(() => expect(answers).not.toHaveLength(0));
    answers.shift()?.(taken);
  };
  return { app, send, patches, answer, echoed: () => later.splice(0).forEach((go) => go()) };
}

it('what is asked for within a moment is sent one after another, each with what went before', async () => {
  const { patches, send, answer } = thing();
  const both = [patches.set({ a: 1 }), patches.set({ b: 2 })];
  expect(patches.now).toEqual({ a: 1, b: 2 });
  await vi.waitFor(() => expect(send).toHaveBeenCalled());
  expect(send.mock.calls).toEqual([[{ a: 1, b: 0 }]]);
  await answer(true);
  await answer(true);
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(send.mock.lastCall).toEqual([{ a: 1, b: 2 }]);
});

it('the last word on a field stands, also when an earlier one is refused', async () => {
  const { patches, send, answer } = thing();
  const first = patches.set({ a: 1, b: 1 });
  const second = patches.set({ a: 2 });
  await answer(false);
  expect(await first).toBe(false);
  expect(patches.now).toEqual({ a: 2, b: 0 });
  await answer(true);
  await second;
  expect(send.mock.lastCall).toEqual([{ a: 2, b: 0 }]);
});

it('news of an earlier change takes nothing back, and later news is believed', async () => {
  const { app, patches, answer, echoed } = thing();
  const both = [patches.set({ a: 1 }), patches.set({ b: 2 })];
  await answer(true);
  await answer(true);
  await Promise.all(both);
  app.known = { a: 1, b: 0 };
  expect(patches.now).toEqual({ a: 1, b: 2 });
  app.known = { a: 1, b: 2 };
  echoed();
  app.known = { a: 9, b: 9 };
  expect(patches.now).toEqual({ a: 9, b: 9 });
});
