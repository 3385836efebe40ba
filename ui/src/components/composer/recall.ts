/** ↑ in an empty field brings back what was asked before; ↑ and ↓ go on from there. */
export class Recall {
  #at = -1;

  /** The text for this step; null when the key keeps its usual meaning. `history` is newest first. */
  step(key: string, value: string, history: readonly string[]): string | null {
    const recalled = history[this.#at];
    if (value !== '' && value !== recalled) this.#at = -1;
    if (value === '' && this.#at !== -1) this.#at = -1;
    if (key === 'ArrowUp' && (value === '' || value === recalled)) {
      if (this.#at + 1 >= history.length) return null;
      this.#at += 1;
      return history[this.#at] ?? null;
    }
    if (key === 'ArrowDown' && value !== '' && value === recalled) {
      this.#at -= 1;
      return history[this.#at] ?? '';
    }
    return null;
  }
}
