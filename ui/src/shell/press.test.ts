import { afterEach, expect, it, vi } from 'vitest';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import { press } from './press';

afterEach(() => {
  document.body.replaceChildren();
});

async function over(scene: string, started = true) {
  const backend = new FakeBackend(sceneOf(scene), 0);
  const session = new Session(backend);
  if (started) await session.start();
  /** Presses a key on the page; true when the page took it. */
  const takes = (key: string, held: KeyboardEventInit = { ctrlKey: true }): boolean => {
    const event = new KeyboardEvent('keydown', { key, cancelable: true, ...held });
    press(event, session);
    return event.defaultPrevented;
  };
  return { backend, session, takes };
}

function openDialog(testid?: string): void {
  const dialog = document.createElement('dialog');
  if (testid) dialog.dataset['testid'] = testid;
  dialog.setAttribute('open', '');
  document.body.append(dialog);
}

it('nothing moves before there is something, or behind a dialog', async () => {
  const { session, takes } = await over('list', false);
  expect(takes('k')).toBe(false);
  await session.start();
  openDialog();
  expect(takes('1')).toBe(false);
  expect(takes(',')).toBe(false);
  expect(takes('f')).toBe(true);
  expect([session.view.roomId, session.view.screen, session.overlay]).toEqual([null, null, null]);
});

it.each([
  ['k', {}],
  [',', {}],
  ['1', {}],
  ['j', { shiftKey: true }],
])('%s closes the book that lies over the page, and leads where it leads', async (key, held) => {
  const { session, takes } = await over('list');
  session.view.pane = { kind: 'list', searchId: 1 };
  openDialog('pane');
  expect(takes(key, { ctrlKey: true, ...held })).toBe(true);
  expect(session.view.pane).toBeNull();
  await vi.waitFor(() =>
    expect([session.view.roomId, session.view.screen, session.overlay]).not.toEqual([null, null, null]),
  );
});

it('a question over a book stays, and so does the book', async () => {
  const { session, takes } = await over('list');
  session.view.pane = { kind: 'list', searchId: 1 };
  openDialog('pane');
  openDialog();
  expect(takes('k')).toBe(false);
  expect([session.view.pane?.kind, session.overlay]).toEqual(['list', null]);
});

it('the text becomes larger all the while', async () => {
  const { session, takes } = await over('list');
  openDialog();
  const before = session.preferences.now.text_percent;
  expect(takes('+')).toBe(true);
  expect(session.preferences.now.text_percent).toBeGreaterThan(before);
});

it.each([
  ['list', true],
  ['phone', false],
])('the key to quit ends the app, whatever lies over the page, in %s: %s', async (scene, ends) => {
  const { backend, takes } = await over(scene);
  openDialog();
  expect(takes('q')).toBe(ends);
  expect(backend.calls.some(([name]) => name === 'quit')).toBe(ends);
});
