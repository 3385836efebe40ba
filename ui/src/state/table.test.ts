import { describe, expect, it } from 'vitest';
import { Table } from './table';

const IDS = [1, 63, 64, 5_000];
const table = Table.of(IDS.map((id) => [id, `v${id}`]));

describe('a table', () => {
  it('finds what is in it and nothing else', () => {
    expect(IDS.map((id) => table.get(id))).toEqual(['v1', 'v63', 'v64', 'v5000']);
    expect(table.get(2)).toBeUndefined();
    expect(table.values().sort()).toEqual(['v1', 'v5000', 'v63', 'v64']);
  });

  it('leaves the earlier version as it was', () => {
    const next = table.with(63, 'new').with(7, 'seven');
    expect([next.get(63), next.get(7), next.get(1)]).toEqual(['new', 'seven', 'v1']);
    expect([table.get(63), table.get(7)]).toEqual(['v63', undefined]);
  });

  it('says what has changed since, and only that', () => {
    const next = table.with(63, 'new').with(7, 'seven');
    expect(next.since(table).sort()).toEqual([63, 7]);
    expect(next.since(next)).toEqual([]);
    expect(table.with(1, 'v1').since(table)).toEqual([]);
    expect(table.since(Table.of())).toEqual(IDS);
    expect(table.without((id) => id === 64).since(table)).toEqual([64]);
  });

  it('takes out what is gone', () => {
    const left = table.without((id) => id < 64);
    expect(left.values().sort()).toEqual(['v5000', 'v64']);
    expect(table.get(1)).toBe('v1');
  });

  it('is the same when nothing is added', () => {
    expect(table.withAll([])).toBe(table);
  });
});
