/** Whose work is in the app, under which licence: written by `cargo xtask licences`, read when somebody looks. */
import text from './licences.json?raw';

/** A piece of software by others. */
export interface Part {
  name: string;
  version: string;
  /** As an SPDX expression. */
  licence: string;
  /** Which texts are its licence. */
  texts: readonly number[];
}

interface Licences {
  parts: readonly Part[];
  texts: readonly string[];
}

const licences = JSON.parse(text) as Licences;

/** Everything, by name. */
export const parts: readonly Part[] = licences.parts;

/** The texts of one, in their order. */
export const textsOf = (part: Part): readonly string[] =>
  part.texts.flatMap((index) => licences.texts[index] ?? []);
