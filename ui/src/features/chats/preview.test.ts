import { describe, expect, it } from 'vitest';
import { dictionaryOf } from '../../i18n/all';
import type { SearchState } from '../../ipc/bindings/SearchState';
import { makeCard, makeSearch, makeText } from '../../ipc/fake/make';
import { alerts } from '../../ipc/fake/watches';
import { previewOf } from './preview';

const t = dictionaryOf('ko');
const going = { paused: false };

describe('the last line of a room', () => {
  it.each<[SearchState, string]>([
    ['waiting', '‘말의 품격’ 순서를 기다리는 중'],
    ['running', '‘말의 품격’ 찾는 중 · 2/2'],
    ['complete', '‘말의 품격’ 결과 2권을 찾았어요.'],
    ['partial', '‘말의 품격’ 일부만 확인했어요.'],
    ['failed', '도서관이 응답하지 않아요.'],
    ['cancelled', '‘말의 품격’ 찾기를 그만뒀어요.'],
    ['held', '‘말의 품격’ 찾기가 잠시 멈춰 있어요.'],
  ])('of a %s search is %s', (state, line) => {
    expect(previewOf(makeCard(1, 1), makeSearch({ state, code: 'timeout' }), t, going)).toBe(line);
  });

  it('does not say that something is looked for while everything is paused', () => {
    const line = (state: SearchState): string =>
      previewOf(makeCard(1, 1), makeSearch({ state }), t, { paused: true });
    expect(line('waiting')).toBe('‘말의 품격’ 찾기가 잠시 멈춰 있어요.');
    expect(line('running')).toBe('‘말의 품격’ 찾기가 잠시 멈춰 있어요.');
    expect(line('complete')).toBe('‘말의 품격’ 결과 2권을 찾았어요.');
  });

  it('names the library that answers where all of them are asked', () => {
    const none = makeSearch({ total_count: 0, hit_count: 0 });
    expect(previewOf(makeCard(1, 1), none, t, { ...going, answering: '세종' })).toBe(
      '세종 · ‘말의 품격’ 결과가 없어요.',
    );
    expect(previewOf(makeText(1, '토지'), none, t, { ...going, answering: '세종' })).toBe('토지');
  });

  it('is my text as it is, and nothing where nothing was said', () => {
    expect(previewOf(makeText(1, '%|"'), undefined, t, going)).toBe('%|"');
    expect(previewOf(null, undefined, t, going)).toBe('');
  });
});

it('of the room of alerts says what happened to which book', () => {
  const last = alerts().messages.at(-1) ?? null;
  expect(previewOf(last, undefined, dictionaryOf('ko'), going)).toBe('‘말의 품격’ 지금 빌릴 수 있어요.');
  expect(previewOf(last, undefined, dictionaryOf('en'), going)).toBe('“말의 품격” can be borrowed now.');
});
