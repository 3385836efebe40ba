/** What every part of the scripted app does: keeps a world, remembers what it was called with, and tells of changes. */
import type { Change } from '../bindings/Change';
import type { CommandErrorCode } from '../bindings/CommandErrorCode';
import type { Message } from '../bindings/Message';
import type { Room } from '../bindings/Room';
import type { World } from './world';

/** Answers nothing by itself. */
export class Scripted {
  /** What was called, in order: name and arguments. */
  readonly calls: [string, ...unknown[]][] = [];
  readonly world: World;
  #listeners = new Set<(change: Change) => void>();
  protected readonly step: number;
  protected readonly page: number;
  #id = 100_000;

  /** `step` is the time between two things that happen, in milliseconds; a room is read by so many messages at a time. */
  constructor(world: World, step = 400, page = 200) {
    this.page = page;
    this.world = world;
    this.step = step;
  }

  onChange(listener: (change: Change) => void): Promise<() => void> {
    this.#listeners.add(listener);
    return Promise.resolve(() => this.#listeners.delete(listener));
  }

  /** Tells the page something. */
  emit(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  protected roomIsOf(roomId: number, libraryId: string): boolean {
    return this.world.rooms.find((room) => room.id === roomId)?.library_id === libraryId;
  }

  /** A number nothing else has, the last of so many. */
  protected next(count = 1): number {
    this.#id += count;
    return this.#id;
  }

  protected fail(code: CommandErrorCode): Promise<never> {
    // The shell rejects with a plain object, too.
    return Promise.reject({ code, message: 'scripted' });
  }

  protected say(roomId: number, body: Message['body']): Message {
    const message: Message = {
      id: this.next(),
      room_id: roomId,
      author: 'library',
      body,
      sent_at_ms: Date.now(),
    };
    this.world.messages.push(message);
    const room = this.world.rooms.find((known): known is Room => known.id === roomId);
    if (room) room.last_message = message;
    return message;
  }
}
