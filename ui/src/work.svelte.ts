/** All work as it stands (작업): read when its screen opens, and again when something changed. */
import { toCommandError, type Backend } from './ipc/backend';
import type { CommandErrorCode } from './ipc/bindings/CommandErrorCode';
import type { QueueView } from './ipc/bindings/QueueView';

/** The work that the screen shows. */
export class Work {
  /** What was read last; null before. */
  view = $state.raw<QueueView | null>(null);
  /** It could not be read. */
  failed = $state(false);
  readonly #backend: Backend;
  readonly #tell: (code: CommandErrorCode) => void;
  #reading = false;
  #outdated = false;

  /** `tell` says that a command failed. */
  constructor(backend: Backend, tell: (code: CommandErrorCode) => void) {
    this.#backend = backend;
    this.#tell = tell;
  }

  /** Reads it. However often it is asked for meanwhile, there is one reading more after the one under way. */
  async read(): Promise<void> {
    this.#outdated = true;
    if (this.#reading) return;
    this.#reading = true;
    while (this.#outdated) {
      this.#outdated = false;
      try {
        this.view = await this.#backend.queueView();
        this.failed = false;
      } catch {
        this.failed = true;
      }
    }
    this.#reading = false;
  }

  /** Takes what has ended off the list. */
  async clearEnded(): Promise<boolean> {
    try {
      await this.#backend.clearEnded();
    } catch (thrown) {
      this.#tell(toCommandError(thrown).code);
      return false;
    }
    await this.read();
    return true;
  }
}
