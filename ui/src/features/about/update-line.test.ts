import { describe, expect, it } from 'vitest';
import { aboutWordsOf } from '../../i18n/all';
import type { Update } from '../../ipc/bindings/Update';
import type { UpdateFailure } from '../../ipc/bindings/UpdateFailure';
import type { UpdateStage } from '../../ipc/bindings/UpdateStage';
import { updateLine } from './update-line';

const words = aboutWordsOf('ko');
const version = '0.2.0';

const of = (stage: UpdateStage, over: Partial<Update> = {}) =>
  updateLine({ way: 'replaced', looks: true, looked_at_ms: null, stage, ...over }, String, words);

describe('what is said of a newer version', () => {
  it('is when one was last looked for, and that it can be now', () => {
    expect(of({ kind: 'unknown' })).toMatchObject({ text: words.update.never, acts: ['look'] });
    expect(of({ kind: 'unknown' }, { looked_at_ms: 7 }).text).toBe(words.update.lookedAt('7'));
    expect(of({ kind: 'newest' })).toMatchObject({ text: words.update.newest, acts: ['look'] });
  });

  it('offers a download, and of a package of the system the page', () => {
    const found: UpdateStage = { kind: 'found', version, notes: '- 하나' };
    expect(of(found)).toMatchObject({ text: words.update.found(version), acts: ['load'], notes: '- 하나' });
    expect(of(found, { way: 'told' })).toMatchObject({ acts: ['page'], next: words.update.told });
  });

  it('shows how much is there, and offers nothing meanwhile', () => {
    expect(of({ kind: 'loading', version, percent: 40 })).toMatchObject({ share: 0.4, acts: [] });
    expect(of({ kind: 'loading', version, percent: null }).share).toBeNull();
    expect(of({ kind: 'looking' })).toMatchObject({ share: undefined, acts: [] });
    expect(of({ kind: 'installing', version }).acts).toEqual([]);
  });

  it('installs only with a restart that the person chooses', () => {
    expect(of({ kind: 'ready', version })).toMatchObject({ acts: ['install'], next: words.update.readyNext });
  });

  it.each(Object.keys(words.update.failures) as UpdateFailure[])('has a sentence for %s', (failure) => {
    const line = of({ kind: 'failed', failure });
    expect(line.text).toBe(words.update.failures[failure]);
    expect(line.acts[0]).toBe('look');
    expect(line.acts.includes('page')).toBe(failure === 'not_installed' || failure === 'unreadable');
  });
});
