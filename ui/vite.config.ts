/**
 * Two builds from one source: the product (`dist`), and the same page over a scripted backend (`dist-fake`) for looking and testing.
 * Which backend `$backend` means is decided here, so that the scripted one can never be part of the product.
 */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { budget } from './budget.ts';
import { firstPaint } from './first-paint.ts';
import { licensed } from './licensed.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  const fake = mode === 'fake' || mode === 'test' || process.env['VITE_FAKE'] === '1';
  return {
    // Covers for the scripted page; the product's come from the app.
    publicDir: fake ? 'public-fake' : false,
    plugins: [
      svelte(),
      firstPaint(),
      ...(fake
        ? []
        : [budget({ js: 60_000, css: 12_000 }), licensed(here('./src/features/about/licences.json'))]),
    ],
    resolve: {
      alias: { $backend: here(fake ? './src/ipc/fake.ts' : './src/ipc/tauri.ts') },
      ...(mode === 'test' ? { conditions: ['browser'] } : {}),
    },
    server: { host: '127.0.0.1', port: 5173, strictPort: true },
    build: {
      outDir: fake ? 'dist-fake' : 'dist',
      target: 'es2022',
      // light-dark() must stay as it is: every engine the app runs in knows it.
      cssTarget: ['chrome123', 'safari17.5'],
      cssCodeSplit: false,
      modulePreload: false,
      assetsInlineLimit: 0,
    },
    test: {
      environment: 'happy-dom',
      include: ['src/**/*.test.ts'],
      setupFiles: ['src/i18n/tests.ts'],
      restoreMocks: true,
    },
  };
});
