/** The letter of a key press without Ctrl and the like, as it stands on the keyboard: C is C while Korean is typed. Empty otherwise. */
export function letterOf(event: KeyboardEvent): string {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat)
    return '';
  if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : '';
}
