import { describe, expect, it, vi } from 'vitest';
import { EnterToSend } from './enter';

/** A text field under watch, and ways to do to it what the engines do. */
function field(text: string, enterSends = true) {
  const area = document.createElement('textarea');
  area.value = text;
  const sent: string[] = [];
  const enter = new EnterToSend(
    area,
    (value) => value.trim() !== '' && sent.push(value) > 0,
    () => enterSends,
  );
  enter.attach();
  const fire = (event: Event, at?: number): Event => {
    if (at !== undefined) Object.defineProperty(event, 'timeStamp', { value: at });
    area.dispatchEvent(event);
    return event;
  };
  return {
    area,
    sent,
    enter,
    key: (init: KeyboardEventInit & { keyCode?: number }, at?: number) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...init });
      Object.defineProperty(event, 'keyCode', { value: init.keyCode ?? 13 });
      Object.defineProperty(event, 'isComposing', { value: init.isComposing ?? false });
      return fire(event, at);
    },
    before: (inputType: string, isComposing = false, at?: number) => {
      const event = new InputEvent('beforeinput', { inputType, cancelable: true });
      Object.defineProperty(event, 'isComposing', { value: isComposing });
      return fire(event, at);
    },
    input: (value: string, at?: number) => {
      area.value = value;
      fire(new Event('input'), at);
    },
    composition: (kind: 'start' | 'end', at?: number) => fire(new Event(`composition${kind}`), at),
  };
}
const microtasks = (): Promise<void> => Promise.resolve();

describe('Enter', () => {
  it('sends once and empties the field', () => {
    const f = field('토지');
    const event = f.key({});
    expect(event.defaultPrevented).toBe(true);
    expect(f.sent).toEqual(['토지']);
    expect(f.area.value).toBe('');
  });

  it('with Shift is left to the browser, with the line break it makes', async () => {
    const f = field('토지');
    expect(f.key({ shiftKey: true }).defaultPrevented).toBe(false);
    expect(f.before('insertLineBreak').defaultPrevented).toBe(false);
    await microtasks();
    expect(f.sent).toEqual([]);
  });

  it('Chromium and WebView2: the confirming one is ignored, the next one sends', () => {
    const f = field('토지');
    f.composition('start');
    expect(f.key({ isComposing: true, keyCode: 229 }).defaultPrevented).toBe(false);
    f.composition('end');
    expect(f.sent).toEqual([]);
    f.key({});
    expect(f.sent).toEqual(['토지']);
  });

  it('WebKit: composition ends before a 229 that is not composing; nothing is sent by it', () => {
    const f = field('토지');
    f.composition('start');
    f.composition('end');
    expect(f.key({ keyCode: 229 }).defaultPrevented).toBe(false);
    expect(f.sent).toEqual([]);
  });

  it.each(['insertLineBreak', 'insertParagraph'])(
    'WKWebView and Android: 229, then %s, sends once',
    async (type) => {
      const f = field('토지');
      f.key({ keyCode: 229 });
      const event = f.before(type);
      expect(event.defaultPrevented).toBe(true);
      await microtasks();
      expect(f.sent).toEqual(['토지']);
      expect(f.area.value).toBe('');
    },
  );

  it('a line break inside a composition is not a wish to send', async () => {
    const f = field('토지');
    expect(f.before('insertLineBreak', true).defaultPrevented).toBe(false);
    await microtasks();
    expect(f.sent).toEqual([]);
  });

  it('text that comes in another way is not looked at', async () => {
    const f = field('토지');
    expect(f.before('insertFromPaste').defaultPrevented).toBe(false);
    await microtasks();
    expect(f.sent).toEqual([]);
  });

  it('keeps a text that cannot be sent', () => {
    const f = field('  ');
    f.key({});
    expect(f.sent).toEqual([]);
    expect(f.area.value).toBe('  ');
  });

  it('held down sends one text only', () => {
    const f = field('토지');
    f.key({});
    f.key({ repeat: true });
    expect(f.sent).toEqual(['토지']);
  });
});

/** Key presses as each engine reports them, for Korean that is being composed and for Korean that is not. */
type Step = ['key', KeyboardEventInit & { keyCode?: number }] | ['before', string] | ['start'] | ['end'];
const CTRL = { ctrlKey: true };
const META = { metaKey: true };
const MATRIX: [engine: string, enterSends: boolean, steps: Step[], sent: number, broken: boolean][] = [
  ['Chromium, WebView2', true, [['key', {}]], 1, false],
  [
    'Chromium, WebView2: confirming',
    true,
    [['start'], ['key', { isComposing: true, keyCode: 229 }], ['end']],
    0,
    false,
  ],
  ['Chromium, WebView2: Ctrl', true, [['key', CTRL]], 1, false],
  ['WebKitGTK: confirming', true, [['start'], ['end'], ['key', { keyCode: 229 }]], 0, false],
  [
    'WKWebView',
    true,
    [
      ['key', { keyCode: 229 }],
      ['before', 'insertLineBreak'],
    ],
    1,
    false,
  ],
  [
    'Android',
    true,
    [
      ['key', { keyCode: 229 }],
      ['before', 'insertParagraph'],
    ],
    1,
    false,
  ],
  [
    'WKWebView: Shift',
    true,
    [
      ['key', { keyCode: 229, shiftKey: true }],
      ['before', 'insertLineBreak'],
    ],
    0,
    true,
  ],

  [
    'Chromium, WebView2',
    false,
    [
      ['key', {}],
      ['before', 'insertLineBreak'],
    ],
    0,
    true,
  ],
  [
    'Chromium, WebView2: confirming',
    false,
    [['start'], ['key', { isComposing: true, keyCode: 229 }], ['end']],
    0,
    false,
  ],
  [
    'Chromium, WebView2: Ctrl confirms first',
    false,
    [['start'], ['key', { ...CTRL, isComposing: true, keyCode: 229 }], ['end'], ['key', CTRL]],
    1,
    false,
  ],
  ['Chromium, WebView2: Ctrl', false, [['key', CTRL]], 1, false],
  [
    'Chromium, WebView2: Shift',
    false,
    [
      ['key', { shiftKey: true }],
      ['before', 'insertLineBreak'],
    ],
    0,
    true,
  ],
  [
    'WebKitGTK: confirming',
    false,
    [['start'], ['end'], ['key', { keyCode: 229 }], ['before', 'insertLineBreak']],
    0,
    true,
  ],
  ['WebKitGTK: Ctrl', false, [['key', CTRL]], 1, false],
  [
    'WKWebView',
    false,
    [
      ['key', { keyCode: 229 }],
      ['before', 'insertLineBreak'],
    ],
    0,
    true,
  ],
  [
    'WKWebView: ⌘, composed',
    false,
    [
      ['key', { ...META, keyCode: 229 }],
      ['before', 'insertLineBreak'],
    ],
    1,
    false,
  ],
  ['WKWebView: ⌘', false, [['key', META]], 1, false],
  [
    'Android',
    false,
    [
      ['key', { keyCode: 229 }],
      ['before', 'insertLineBreak'],
    ],
    0,
    true,
  ],
];

describe('Enter by engine and setting', () => {
  it.each(MATRIX)('%s, Enter sends: %s', async (_, enterSends, steps, sent, broken) => {
    const f = field('토지', enterSends);
    let left = false;
    for (const [kind, what] of steps) {
      if (kind === 'key') f.key(what);
      else if (kind === 'before') left = !f.before(what).defaultPrevented;
      else f.composition(kind);
      await microtasks();
    }
    expect(f.sent).toEqual(sent === 0 ? [] : ['토지']);
    expect(left).toBe(broken);
  });
});

describe('what an input method delivers late', () => {
  it('is dropped when it is the syllable that was just sent', () => {
    const f = field('토지');
    f.key({}, 1_000);
    f.input('지', 1_040);
    expect(f.area.value).toBe('');
  });

  it('is kept when it is something else, or comes later', () => {
    const f = field('토지');
    f.key({}, 1_000);
    f.input('코', 1_040);
    expect(f.area.value).toBe('코');
    f.input('지', 1_200);
    expect(f.area.value).toBe('지');
  });

  it('is never cleared inside a composition', () => {
    const f = field('토지');
    f.key({}, 1_000);
    f.composition('start', 1_010);
    f.input('지', 1_020);
    expect(f.area.value).toBe('지');
  });
});

describe('the button', () => {
  it('waits for the end of a composition, and then sends the whole text', async () => {
    const f = field('토');
    f.composition('start');
    f.enter.submit(10);
    expect(f.sent).toEqual([]);
    f.area.value = '토지';
    f.composition('end', 20);
    await microtasks();
    expect(f.sent).toEqual(['토지']);
    expect(f.area.value).toBe('');
  });

  it('stops when nobody watches any more', () => {
    const area = document.createElement('textarea');
    area.value = '토지';
    const send = vi.fn(() => true);
    const stop = new EnterToSend(area, send).attach();
    stop();
    area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    expect(send).not.toHaveBeenCalled();
  });
});
