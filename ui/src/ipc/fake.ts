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
  if (theme !== null) document.documentElement.dataset['theme'] = theme;
  const backend = new FakeBackend(sceneOf(options.get('scene') ?? 'list'));
  window.fake = backend;
  return backend;
}
