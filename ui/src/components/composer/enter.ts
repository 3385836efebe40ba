/**
 * When Enter sends (ux.md 6.12). No engine tells the whole truth about Korean input: Chromium reports the confirming Enter as
 * `isComposing`, WebKit as key code 229 after the composition has ended, and WKWebView fires no composition events at all and
 * types the line break instead. So two events are watched, and neither alone decides.
 *
 * The person may have Enter begin a line instead; then it sends together with Ctrl or ⌘, by the same two events.
 */

/** The key code of a key press that belongs to an input method. */
const INPUT_METHOD = 229;
/** How long after sending an input method may still deliver the syllable that was already sent, in milliseconds. */
export const LATE = 50;

const isLineBreak = (type: string): boolean => type === 'insertLineBreak' || type === 'insertParagraph';

/** What a text field must be able to do here. */
export type Field = Pick<
  HTMLTextAreaElement,
  'value' | 'addEventListener' | 'removeEventListener' | 'dispatchEvent'
>;

/** Watches a text field; `send` gets its text once per wanted Enter and says whether it took it. */
export class EnterToSend {
  readonly #field: Field;
  readonly #send: (text: string) => boolean;
  readonly #enterSends: () => boolean;
  /** What was held down with the last key. */
  #shift = false;
  #control = false;
  #composing = false;
  #sendWhenComposed = false;
  /** The press of Enter that goes on has sent a text. */
  #sentByPress = false;
  #sent: { syllable: string; at: number } | null = null;

  /** `enterSends` is asked at every key: false has Enter begin a line, and Ctrl or ⌘ with Enter send. */
  constructor(field: Field, send: (text: string) => boolean, enterSends: () => boolean = () => true) {
    this.#field = field;
    this.#send = send;
    this.#enterSends = enterSends;
  }

  /** Starts watching; returns the way to stop. */
  attach(): () => void {
    const listeners: [string, (event: Event) => void][] = [
      ['keydown', (event) => this.#onKeydown(event as KeyboardEvent)],
      ['beforeinput', (event) => this.#onBeforeInput(event as InputEvent)],
      ['input', (event) => this.#onInput(event)],
      ['compositionstart', () => (this.#composing = true)],
      ['compositionend', (event) => this.#onCompositionEnd(event)],
    ];
    for (const [name, listener] of listeners) this.#field.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) this.#field.removeEventListener(name, listener);
    };
  }

  /** Sends what is written, as the button does; inside a composition it waits for its end. */
  submit(at: number): void {
    if (this.#composing) {
      this.#sendWhenComposed = true;
      return;
    }
    const text = this.#field.value;
    if (!this.#send(text)) return;
    this.#clear();
    this.#sent = { syllable: [...text].at(-1) ?? '', at };
  }

  #onKeydown(event: KeyboardEvent): void {
    this.#shift = event.shiftKey;
    this.#control = event.ctrlKey || event.metaKey;
    if (event.key !== 'Enter' || !this.#wanted()) return;
    if (event.isComposing || event.keyCode === INPUT_METHOD) return;
    event.preventDefault();
    // Held down it sends once: what comes back into the line after that is not sent, too.
    if (event.repeat && this.#sentByPress) return;
    const before = this.#sent;
    this.submit(event.timeStamp);
    this.#sentByPress = this.#sent !== before;
  }

  /** Enter with what is held down is a wish to send. */
  #wanted(): boolean {
    return !this.#shift && (this.#control || this.#enterSends());
  }

  #onBeforeInput(event: InputEvent): void {
    if (!isLineBreak(event.inputType) || !this.#wanted() || event.isComposing) return;
    event.preventDefault();
    queueMicrotask(() => {
      this.submit(event.timeStamp);
    });
  }

  #onInput(event: Event): void {
    this.#dropLate(event.timeStamp);
  }

  #onCompositionEnd(event: Event): void {
    this.#composing = false;
    const wanted = this.#sendWhenComposed;
    this.#sendWhenComposed = false;
    // The field has its final text only after this event.
    queueMicrotask(() => {
      this.#dropLate(event.timeStamp);
      if (wanted) this.submit(event.timeStamp);
    });
  }

  #dropLate(at: number): void {
    const sent = this.#sent;
    if (sent === null || this.#composing) return;
    if (at - sent.at > LATE) this.#sent = null;
    else if (sent.syllable !== '' && this.#field.value === sent.syllable) this.#clear();
  }

  #clear(): void {
    this.#field.value = '';
    this.#field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
