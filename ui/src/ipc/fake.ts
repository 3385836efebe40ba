/** The backend of the page that is only looked at: `?scene=` chooses what is in it. Never part of the product. */
import { FakeBackend } from './fake/backend';
import { sceneOf } from './fake/scenes';

declare global {
  interface Window {
    /** For scripts that drive the page. */
    fake?: FakeBackend;
  }
}

/** The scripted app behind the page. */
export function createBackend(): FakeBackend {
  const options = new URLSearchParams(location.search);
  const theme = options.get('theme');
  const world = sceneOf(options.get('scene') ?? 'list');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset['theme'] = theme;
    world.settings = { ...world.settings, theme };
  }
  const percent = Number(options.get('percent') ?? 100);
  world.settings = { ...world.settings, text_percent: percent };
  const page = Number(options.get('page') ?? 200);
  const backend = new FakeBackend(world, 400, page);
  window.fake = backend;
  return backend;
}
