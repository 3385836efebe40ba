import { afterEach, describe, expect, it, vi } from 'vitest';
import { copyLater } from './clipboard';

/** A clipboard that hears what it is given; WebKit's says no to whatever comes after the press was over. */
function clipboard(over: { write?: () => Promise<void>; writeText?: () => Promise<void> } = {}) {
  const write = vi.fn(over.write ?? (() => Promise.resolve()));
  const writeText = vi.fn(over.writeText ?? (() => Promise.resolve()));
  vi.stubGlobal('navigator', { clipboard: { write, writeText } });
  vi.stubGlobal(
    'ClipboardItem',
    class {
      constructor(readonly parts: Record<string, Promise<Blob>>) {}
    },
  );
  return { write, writeText };
}
const no = (): Promise<void> => Promise.reject(new Error('not allowed'));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a text that is still being made', () => {
  it('is promised to the clipboard at once, before it is made', async () => {
    const { write, writeText } = clipboard();
    let finish: (text: string) => void = () => undefined;
    const copied = copyLater(new Promise((done) => (finish = done)));
    expect(write).toHaveBeenCalledOnce();
    finish('토지');
    expect(await copied).toBe(true);
    expect(writeText).not.toHaveBeenCalled();
  });

  it('is copied in another way where promises are not taken', async () => {
    const { writeText } = clipboard({ write: no });
    expect(await copyLater(Promise.resolve('토지'))).toBe(true);
    expect(writeText).toHaveBeenCalledExactlyOnceWith('토지');
  });

  it('is copied once it is made where nothing can be promised', async () => {
    const { writeText } = clipboard();
    vi.stubGlobal('ClipboardItem', undefined);
    expect(await copyLater(Promise.resolve('토지'))).toBe(true);
    expect(writeText).toHaveBeenCalledExactlyOnceWith('토지');
  });

  it('that cannot be made is not copied, and that is told', async () => {
    const { writeText } = clipboard({ write: no });
    await expect(copyLater(Promise.reject(new Error('no list')))).rejects.toThrow('no list');
    expect(writeText).not.toHaveBeenCalled();
  });
});
