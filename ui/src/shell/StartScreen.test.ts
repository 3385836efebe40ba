import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dictionaryOf } from '../i18n/all';
import { t, type Language } from '../i18n';
import type { CommandErrorCode } from '../ipc/bindings/CommandErrorCode';
import StartScreen from './StartScreen.svelte';

afterEach(cleanup);

const CODES = Object.keys(t.start.failures) as CommandErrorCode[];

function fail(code: CommandErrorCode, shows = true) {
  const heard = { onretry: vi.fn(), onfolder: vi.fn(() => Promise.resolve(shows)) };
  render(StartScreen, { phase: { kind: 'failed', code, message: 'unable to open /data' }, ...heard });
  return heard;
}

describe('the screen of a failed start', () => {
  it.each(CODES)('says of %s what happened and what to do', (code) => {
    fail(code);
    const alert = screen.getByRole('alert');
    expect(alert.dataset['code']).toBe(code);
    expect(alert.textContent).toContain(t.start.failures[code].what);
    expect(alert.textContent).toContain(t.start.failures[code].next);
  });

  it('offers another try, with the focus on it, but not where only a newer app can read the data', async () => {
    const { onretry } = fail('storage');
    const again = screen.getByTestId('start-again');
    expect(document.activeElement).toBe(again);
    await fireEvent.click(again);
    expect(onretry).toHaveBeenCalledOnce();
    cleanup();
    fail('newer_data');
    expect(screen.queryByTestId('start-again')).toBeNull();
  });

  it('has in its details what a report needs: the code and the app’s own words', () => {
    fail('storage');
    expect(screen.getByTestId('start-details').querySelector('p')?.textContent).toBe(
      'storage: unable to open /data',
    );
  });

  it('shows the folder of the data, and says where that does not work', async () => {
    fail('storage');
    await fireEvent.click(screen.getByTestId('open-folder'));
    expect(screen.getByRole('status').textContent).toBe('');
    cleanup();
    const { onfolder } = fail('newer_data', false);
    await fireEvent.click(screen.getByTestId('open-folder'));
    expect(onfolder).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(screen.getByRole('status').textContent).toBe(t.start.noFolder));
  });

  it.each<[Language, RegExp]>([
    ['ko', /다시 열어/],
    ['en', /open it again/],
  ])('leads in %s to another start of the app where nothing else helps', (language, reopen) => {
    for (const code of CODES) expect(dictionaryOf(language).start.failures[code].next).toMatch(reopen);
  });
});
