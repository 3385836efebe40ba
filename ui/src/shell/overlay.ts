/** The dialogs over the page that are loaded when they are asked for. */

/** What is asked for. */
export type Overlay =
  /** Ctrl+K: going somewhere. */
  | { kind: 'palette' }
  /** Every key there is. */
  | { kind: 'keys' }
  /** What can be done with a room. */
  | { kind: 'drawer'; roomId: number }
  /** Whether a room is really to be emptied, or left. */
  | { kind: 'clear' | 'leave'; roomId: number }
  /** Whether a message is really to be deleted. */
  | { kind: 'delete'; roomId: number; messageId: number }
  /** Whether everything is really to be deleted, or every kept answer. */
  | { kind: 'erase' | 'kept' }
  /** What closing the window does, before it is done for the first time; with a tray it goes there. */
  | { kind: 'closing'; hasTray: boolean };
