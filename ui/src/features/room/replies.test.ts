import { describe, expect, it } from 'vitest';
import type { Search } from '../../ipc/bindings/Search';
import { makeQuery, makeSearch } from '../../ipc/fake/make';
import { repliesOf, type ReplyContext } from './replies';

const context: ReplyContext = { hasAsked: true, canAskAll: false, isEveryone: false };
const kinds = (search: Partial<Search> | undefined, over: Partial<ReplyContext> = {}): string[] =>
  repliesOf(search && makeSearch(search), ['a', 'b'], { ...context, ...over }).map((reply) => reply.kind);
const narrow = { query: makeQuery('말의품격,,이기주', { title: '말의 품격', author: '이기주' }) };

describe('the quick replies', () => {
  it('are examples while nothing was asked', () => {
    expect(kinds(undefined, { hasAsked: false })).toEqual(['example', 'example', 'guide']);
  });

  it.each(['waiting', 'running', 'held', 'cancelled'] as const)('are the idle ones while %s', (state) => {
    expect(kinds({ state }, { canAskAll: true })).toEqual(['guide', 'recent']);
    expect(kinds(undefined)).toEqual(['guide', 'recent']);
  });

  it('after an answer offer what can be borrowed, other editions, and all libraries', () => {
    expect(kinds(narrow, { canAskAll: true })).toEqual(['available', 'title', 'everyone', 'guide', 'recent']);
    expect(repliesOf(makeSearch(narrow), [], { ...context, canAskAll: true })).toEqual([
      { kind: 'available' },
      { kind: 'title', text: '말의 품격' },
      { kind: 'everyone', text: '말의품격,,이기주' },
      { kind: 'guide' },
      { kind: 'recent' },
    ]);
  });

  it('offer nothing that would come to nothing', () => {
    expect(kinds({ query: makeQuery('토지') })).toEqual(['available', 'guide', 'recent']);
    expect(kinds({ available_count: 0 })).toEqual(['guide', 'recent']);
    expect(kinds({ hit_count: 1, total_count: 1 })).toEqual(['guide', 'recent']);
    expect(kinds({ ...narrow, available_count: 0, searched_as_title: true })).toEqual(['guide', 'recent']);
  });

  it.each(['partial', 'failed'] as const)('offer to check again after it was %s', (state) => {
    expect(kinds({ state }, { canAskAll: true })).toEqual(['recheck', 'guide', 'recent']);
  });

  it.each(['layout_unknown', 'log_in'] as const)('offer no second time the same page (%s)', (code) => {
    expect(kinds({ state: 'failed', code })).toEqual(['guide', 'recent']);
  });

  it('in the room of everyone leave to each card what is its own', () => {
    expect(kinds(narrow, { isEveryone: true })).toEqual(['title', 'guide', 'recent']);
    expect(kinds({ state: 'partial' }, { isEveryone: true })).toEqual(['guide', 'recent']);
  });
});
