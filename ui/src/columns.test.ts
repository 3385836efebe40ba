import { describe, expect, it } from 'vitest';
import { Columns, rangeOf, ROOM } from './columns.svelte';
import { FakeBackend } from './ipc/fake/backend';
import { sceneOf } from './ipc/fake/scenes';
import { Session } from './session.svelte';

describe('how wide a column may be', () => {
  it.each([
    ['list', 304, 650, { min: 240, max: 520 }],
    ['list', 304, 500, { min: 240, max: 384 }],
    ['detail', 340, 2_000, { min: 300, max: 640 }],
    ['detail', 340, 420, { min: 300, max: 340 }],
    // Larger text may have it wider or the window narrower than anybody could make it.
    ['list', 608, 900, { min: 240, max: 608 }],
    ['list', 200, 300, { min: 200, max: 200 }],
  ] as const)('%s of %i beside a room of %i', (column, now, room, range) => {
    expect(rangeOf(column, now, room, ROOM.wide)).toEqual(range);
  });
});

describe('a column', () => {
  async function open() {
    const backend = new FakeBackend(sceneOf('settings'));
    const session = new Session(backend);
    await session.start();
    const columns = new Columns(session.preferences);
    columns.list = 304;
    columns.room = 700;
    const sent = () => backend.calls.filter(([name]) => name === 'setSettings').length;
    return { backend, columns, sent };
  }

  it('is as wide as the layout has it until somebody moves it', async () => {
    const { columns } = await open();
    expect(columns.style('list')).toBeNull();
  });

  it('follows the hand, and is kept once when it is let go', async () => {
    const { backend, columns, sent } = await open();
    for (const pixels of [310, 330, 352]) columns.separator('list').onmove(pixels);
    expect([columns.style('list'), columns.style('detail'), sent()]).toEqual(['352px', null, 0]);
    columns.separator('list').onkeep(352);
    expect(columns.style('list')).toBe('352px');
    await expect.poll(sent).toBe(1);
    expect([backend.world.settings.list_px, backend.world.settings.detail_px]).toEqual([352, 0]);
  });

  it('is left to the layout again', async () => {
    const { backend, columns, sent } = await open();
    columns.separator('detail').onreset();
    columns.separator('detail').onkeep(400);
    columns.separator('detail').onreset();
    expect(columns.style('detail')).toBeNull();
    await expect.poll(sent).toBe(2);
    expect(backend.world.settings.detail_px).toBe(0);
  });
});
