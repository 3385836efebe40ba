/** Copies a text to the clipboard; false when no way works. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * Copies a text that is still being made. The clipboard is asked for at once, while the press that wants it still counts: WebKit
 * refuses it afterwards. False when no way works; rejects when the text could not be made.
 */
export async function copyLater(making: Promise<string>): Promise<boolean> {
  if (typeof ClipboardItem === 'undefined') return copyText(await making);
  const plain = making.then((text) => new Blob([text], { type: 'text/plain' }));
  plain.catch(() => undefined);
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': plain })]);
    return true;
  } catch {
    return copyText(await making);
  }
}

/** For pages without clipboard rights: a field out of sight, selected. It stands in an open dialog, or it could not be selected. */
function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'visually-hidden';
  field.value = text;
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
