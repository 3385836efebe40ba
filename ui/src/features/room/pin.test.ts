import { describe, expect, it } from 'vitest';
import { Pin } from './pin';
import { isSendable } from './sendable';

const at = (offset: number, size = 2_000) => ({ offset, size, viewport: 500 });

describe('the pin', () => {
  it('holds while content grows and lets go when the reader goes up', () => {
    const pin = new Pin();
    pin.scrolled(at(1_500));
    pin.scrolled(at(1_500, 2_400));
    expect(pin.pinned).toBe(true);
    pin.scrolled(at(1_300, 2_400));
    expect(pin.pinned).toBe(false);
  });

  it('holds again within 80 pixels of the end', () => {
    const pin = new Pin();
    pin.scrolled(at(1_500));
    pin.scrolled(at(1_000));
    pin.scrolled(at(1_419));
    expect(pin.pinned).toBe(false);
    pin.scrolled(at(1_421));
    expect(pin.pinned).toBe(true);
  });

  it('leaves a reader alone who was taken near the end, until the reader scrolls', () => {
    const pin = new Pin();
    pin.release(at(1_460));
    pin.scrolled(at(1_460));
    expect(pin.pinned).toBe(false);
    pin.scrolled(at(1_480));
    expect(pin.pinned).toBe(true);
    pin.release(at(1_500));
    expect(pin.pinned).toBe(true);
  });

  it('offers the way back only from farther than 240 pixels', () => {
    const pin = new Pin();
    pin.scrolled(at(1_500));
    pin.scrolled(at(1_300));
    expect(pin.far(at(1_300))).toBe(false);
    expect(pin.far(at(1_200))).toBe(true);
  });
});

describe('what can be sent', () => {
  it.each(['', '  ', ',,', ' ， 、\n', '\u0000,'])('not %j', (text) => {
    expect(isSendable(text)).toBe(false);
  });

  it.each(['토지', ',,이기주', '📚', '%', '|'])('but %j', (text) => {
    expect(isSendable(text)).toBe(true);
  });
});
