import { describe, expect, it, vi } from 'vitest';
import { once } from './once';

describe('a part of the page', () => {
  it('is read once, however often it is asked for', async () => {
    let ready: (part: string) => void = () => undefined;
    const read = vi.fn(() => new Promise<string>((done) => (ready = done)));
    const part = once(read);
    const both = Promise.all([part(), part()]);
    ready('a room');
    expect(await both).toEqual(['a room', 'a room']);
    expect(await part()).toBe('a room');
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is read anew where that failed', async () => {
    const read = vi.fn(() => Promise.resolve('a room')).mockRejectedValueOnce(new Error('gone'));
    const part = once(read);
    await expect(part()).rejects.toThrow('gone');
    expect(await part()).toBe('a room');
  });
});
