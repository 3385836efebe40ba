import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { dictionaryOf } from '../i18n/all';
import { t, type Language } from '../i18n';
import type { CommandErrorCode } from '../ipc/bindings/CommandErrorCode';
import StartScreen from './StartScreen.svelte';

afterEach(cleanup);

const CODES = Object.keys(t.start.failures) as CommandErrorCode[];

describe('the screen of a failed start', () => {
  it.each(CODES)('says of %s what happened and what to do, and offers no button', (code) => {
    render(StartScreen, { phase: { kind: 'failed', code } });
    const alert = screen.getByRole('alert');
    expect(alert.dataset['code']).toBe(code);
    expect(alert.textContent).toContain(t.start.failures[code].what);
    expect(alert.textContent).toContain(t.start.failures[code].next);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it.each<[Language, RegExp]>([
    ['ko', /다시 열어/],
    ['en', /open it again/],
  ])('leads in %s to another start of the app, the only one that can work', (language, reopen) => {
    for (const code of CODES) expect(dictionaryOf(language).start.failures[code].next).toMatch(reopen);
  });
});
