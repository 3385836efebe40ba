import { expect, it } from 'vitest';
import { dictionaryOf } from '../i18n/all';
import { FRIENDS } from '../ipc/fake/everyone';
import { LIBRARIES, makeQuery, makeRoom, makeSearch } from '../ipc/fake/make';
import { emptyState } from '../state/model';
import { Table } from '../state/table';
import { goalsOf } from './palette';

const t = dictionaryOf('ko');
const state = {
  ...emptyState,
  libraries: LIBRARIES,
  rooms: { 1: makeRoom() },
  searches: Table.of(
    [
      makeSearch({ id: 1, message_id: 3, query: makeQuery('토지'), created_at_ms: 1 }),
      makeSearch({ id: 2, message_id: 5, query: makeQuery('토지'), created_at_ms: 2 }),
      makeSearch({ id: 3, message_id: 7, query: makeQuery('구토'), created_at_ms: 3 }),
      makeSearch({ id: 4, room_id: null, query: makeQuery('터미널'), created_at_ms: 4 }),
    ].map((search) => [search.id, search]),
  ),
};
const kept = [{ library_id: 'sejong', text: '토지 1', saved_at_ms: 1 }];

it('leads to rooms, then libraries, then questions, each once and newest first', () => {
  const goals = goalsOf(state, kept, '', t);
  expect(goals.map((goal) => goal.kind)).toEqual(
    expect.arrayContaining(['room', 'library', 'asked', 'asked', 'kept']),
  );
  expect(goals[0]).toMatchObject({ kind: 'room', roomId: 1, name: '세종대학교 학술정보원' });
  expect(goals.filter((goal) => goal.kind === 'asked').map((goal) => goal.name)).toEqual(['구토', '토지']);
  const standing = (id: string) => LIBRARIES.find((library) => library.id === id)?.standing;
  expect(goals.every((goal) => goal.kind !== 'library' || standing(goal.libraryId) !== 'unconfirmed')).toBe(
    true,
  );
});

it('leaves out what was not meant', () => {
  expect(goalsOf(state, kept, '토지', t).map((goal) => goal.name)).toEqual(['토지', '토지 1']);
  expect(goalsOf(state, kept, '터미널', t)).toEqual([]);
});

it('leads to all libraries together only where there are several to ask', () => {
  const libraries = (known: typeof LIBRARIES) =>
    goalsOf({ ...state, libraries: known }, [], '', t).flatMap((goal) =>
      goal.kind === 'library' ? [goal.libraryId] : [],
    );
  expect(libraries(LIBRARIES)).toEqual(['practice']);
  expect(libraries(FRIENDS)).toContain('everyone');
});

it('names libraries in the language of the page', () => {
  const english = dictionaryOf('en');
  expect(goalsOf(state, [], '', english)[0]?.name).toBe('Sejong University Library');
  expect(goalsOf(state, kept, '토지', english).at(-1)).toMatchObject({ at: 'Sejong University Library' });
});

it('never leads to a chat with the alerts before there is one', () => {
  const goals = goalsOf(state, [], '', t);
  expect(goals.some((goal) => goal.kind === 'library' && goal.libraryId === 'alerts')).toBe(false);
});
