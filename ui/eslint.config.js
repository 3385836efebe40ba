import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The features; none may know another. */
const FEATURES = ['friends', 'chats', 'room', 'search', 'jobs', 'saved', 'settings', 'watches'];
const TAURI = {
  group: ['@tauri-apps/*'],
  message: 'Only ipc/commands.ts and ipc/events.ts talk to the shell.',
};

export default ts.config(
  { ignores: ['dist', 'dist-fake', 'node_modules', 'src/ipc/bindings'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: [TAURI] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
    },
    rules: { 'no-undef': 'off' },
  },
  { files: ['src/ipc/commands.ts', 'src/ipc/events.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['src/components/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            TAURI,
            { group: ['**/ipc/**', '**/features/**', '**/state/**'], message: 'Components know no domain.' },
          ],
        },
      ],
    },
  },
  ...FEATURES.map((feature) => ({
    files: [`src/features/${feature}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            TAURI,
            {
              group: FEATURES.filter((other) => other !== feature).flatMap((other) => [
                `**/features/${other}/**`,
                `../${other}/**`,
              ]),
              message: 'A feature knows no other feature; App puts them together.',
            },
            {
              group: ['**/ipc/backend', '**/ipc/commands', '**/ipc/events', '**/ipc/tauri', '$backend'],
              message: 'Components get data and callbacks.',
            },
          ],
        },
      ],
    },
  })),
  { files: ['e2e/**', '*.config.*'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
);
