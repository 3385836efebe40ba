/** The backend of the product: the shell. */
import type { Backend } from './backend';
import { commands, coverUrl } from './commands';
import { onChange } from './events';

/** The app behind the page. */
export const createBackend = (): Backend => ({
  ...commands,
  onChange,
  coverUrl,
});
