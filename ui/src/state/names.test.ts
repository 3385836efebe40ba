import { expect, it } from 'vitest';
import { dictionaryOf } from '../i18n/all';
import { LIBRARIES } from '../ipc/fake/make';
import type { Library } from '../ipc/bindings/Library';
import { nameIn, nameOf } from './names';

const [ko, en] = [dictionaryOf('ko'), dictionaryOf('en')];
const of = (standing: string) => LIBRARIES.find((library) => library.standing === standing) as Library;

it('is the name in the language of the page', () => {
  expect(nameOf(of('friend'), ko)).toBe('세종대학교 학술정보원');
  expect(nameOf(of('friend'), en)).toBe('Sejong University Library');
  expect(nameOf(of('everyone'), ko)).toBe('모든 도서관');
  expect(nameOf(of('everyone'), en)).toBe('All libraries');
});

it('is the Korean one where there is no English one, and the id where the library is not known', () => {
  expect(nameOf({ ...of('friend'), name_en: '' }, en)).toBe('세종대학교 학술정보원');
  expect(nameIn({ libraries: LIBRARIES }, 'practice', en)).toBe('Practice library');
  expect(nameIn({ libraries: LIBRARIES }, 'elsewhere', en)).toBe('elsewhere');
});
