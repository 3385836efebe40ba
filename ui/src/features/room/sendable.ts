/** Something is left to look for once blanks and separators are gone; the engine decides about the rest. */
export const isSendable = (text: string): boolean => text.replace(/[\s,，、\p{C}]/gu, '') !== '';
