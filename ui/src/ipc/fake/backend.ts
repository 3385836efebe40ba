/** The scripted app: answers from a scene, and plays a short search for whatever is sent. */
import type { Backend } from '../backend';
import type { Report } from '../bindings/Report';
import type { Settings } from '../bindings/Settings';
import type { Snapshot } from '../bindings/Snapshot';
import type { UpdateStage } from '../bindings/UpdateStage';
import { Keeping } from './keeping';

/** A backend that keeps its data in memory and says everything it is told to. */
export class FakeBackend extends Keeping implements Backend {
  start(): Promise<Snapshot> {
    this.calls.push(['start']);
    if (this.world.broken) return this.fail(this.world.broken);
    return Promise.resolve({
      libraries: [...this.world.libraries],
      rooms: this.world.rooms,
      open: this.world.open,
      trouble: this.world.trouble,
      set_aside: this.world.setAside,
      paused_since_ms: this.world.pausedSince,
      version: '0.1.0',
      build: 'a1b2c3d4e 2026-11-23',
      update: this.world.update,
      settings: this.world.settings,
      offline: this.world.offline,
      spared: this.world.spared,
      desktop: this.world.desktop,
      notifications_refused: this.world.refused,
    });
  }

  openFolder(): Promise<null> {
    this.calls.push(['openFolder']);
    return Promise.resolve(null);
  }

  setSettings(settings: Settings): Promise<null> {
    this.calls.push(['setSettings', settings]);
    this.world.settings = settings;
    this.emit({ kind: 'settings', settings });
    return Promise.resolve(null);
  }

  clearKept(): Promise<null> {
    this.calls.push(['clearKept']);
    return Promise.resolve(null);
  }

  clearData(): Promise<null> {
    this.calls.push(['clearData']);
    const { rooms } = this.world;
    Object.assign(this.world, { rooms: [], messages: [], searches: [], hits: [] });
    for (const { id } of rooms) this.emit({ kind: 'cleared', room_id: id, room: null });
    return Promise.resolve(null);
  }

  closeWindow(keepsRunning: boolean): Promise<null> {
    this.calls.push(['closeWindow', keepsRunning]);
    if (this.world.mute) return this.fail(this.world.mute);
    const settings = { ...this.world.settings, keeps_running: keepsRunning, closing_told: true };
    this.world.settings = settings;
    this.emit({ kind: 'settings', settings });
    return Promise.resolve(null);
  }

  quit(): Promise<null> {
    this.calls.push(['quit']);
    return Promise.resolve(null);
  }

  startsAtLogin(): Promise<boolean> {
    this.calls.push(['startsAtLogin']);
    return Promise.resolve(this.world.startsAtLogin);
  }

  setStartsAtLogin(starts: boolean): Promise<null> {
    this.calls.push(['setStartsAtLogin', starts]);
    if (this.world.mute) return this.fail(this.world.mute);
    this.world.startsAtLogin = starts;
    return Promise.resolve(null);
  }

  lookForUpdate(): Promise<null> {
    this.calls.push(['lookForUpdate']);
    return this.#updated({ kind: 'found', version: '0.2.0', notes: '- 더 빨라졌어요.' });
  }

  loadUpdate(): Promise<null> {
    this.calls.push(['loadUpdate']);
    return this.#updated({ kind: 'ready', version: '0.2.0' });
  }

  installUpdate(): Promise<null> {
    this.calls.push(['installUpdate']);
    return this.#updated({ kind: 'installing', version: '0.2.0' });
  }

  openReleases(): Promise<null> {
    this.calls.push(['openReleases']);
    return Promise.resolve(null);
  }

  setLooksForUpdates(looks: boolean): Promise<null> {
    this.calls.push(['setLooksForUpdates', looks]);
    this.world.update = { ...this.world.update, looks };
    return this.#updated(this.world.update.stage);
  }

  report(report: Report): Promise<null> {
    this.calls.push(['report', report]);
    return Promise.resolve(null);
  }

  #updated(stage: UpdateStage): Promise<null> {
    if (this.world.mute) return this.fail(this.world.mute);
    this.world.update = { ...this.world.update, stage };
    this.emit({ kind: 'update', update: this.world.update });
    return Promise.resolve(null);
  }
}
