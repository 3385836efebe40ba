import { expect, it } from 'vitest';
import { keyName } from './platform';

it.each([
  ['Ctrl K', '⌘K'],
  ['Ctrl Shift J', '⌘⇧J'],
  ['Alt ↑ ↓', '⌥↑ ↓'],
  ['Ctrl+Enter로 보내기', '⌘Enter로 보내기'],
  ['F3', 'F3'],
])('%s is %s on an Apple keyboard, and itself on others', (key, apple) => {
  expect(keyName(key, true)).toBe(apple);
  expect(keyName(key, false)).toBe(key);
});
