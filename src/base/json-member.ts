import { TrivetError } from './errors.ts';
import { isJsonArray, isJsonObject, type JsonValue } from './json.ts';

/** A value in a file, and where it is. The functions below read it as what it has to be. */
export interface JsonMember {
  readonly file: string;
  /** `rows[3].total`; empty for the whole. */
  readonly place: string;
  readonly value: JsonValue | undefined;
  /** What helps with whatever is wrong with such a file. */
  readonly hint: string;
}

/** @throws TrivetError INPUT_INVALID, as do all functions here */
export function memberAt(member: JsonMember, name: string): JsonMember {
  const { place, value } = member;
  if (!isJsonObject(value)) throw invalid(member, 'an object');
  const path = place === '' ? name : `${place}.${name}`;
  return { ...member, place: path, value: Object.hasOwn(value, name) ? value[name] : undefined };
}

export function textOf(member: JsonMember): string {
  const { value } = member;
  if (typeof value !== 'string' || value.length > textLengthMax) throw invalid(member, 'a text');
  return value;
}

export function choiceOf<T extends string>(member: JsonMember, choices: readonly T[]): T {
  const choice = choices.find((one) => one === member.value);
  if (choice === undefined) throw invalid(member, `one of ${choices.join(', ')}`);
  return choice;
}

export function numberOf(member: JsonMember): number {
  const { value } = member;
  // JSON writes infinity as 1e999.
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw invalid(member, 'a number of 0 or more');
  }
  return value;
}

export function positiveOf(member: JsonMember): number {
  const value = numberOf(member);
  if (value === 0) throw invalid(member, 'a number of more than 0');
  return value;
}

export function countOf(member: JsonMember): number {
  const value = numberOf(member);
  if (!Number.isSafeInteger(value)) throw invalid(member, 'a whole number');
  return value;
}

/** Files have seconds. To a microsecond, so that 1.1 s are 1100 ms and not a hair more. */
export function durationMsOf(member: JsonMember): number {
  return Math.round(numberOf(member) * 1e6) / 1000;
}

/** Files say `null` where there is nothing. */
export function orUndefined<T>(member: JsonMember, read: (member: JsonMember) => T): T | undefined {
  return member.value === null ? undefined : read(member);
}

export function itemsOf(member: JsonMember, itemsMax: number): readonly JsonMember[] {
  const { place, value } = member;
  if (!isJsonArray(value) || value.length > itemsMax) {
    throw invalid(member, `a list of at most ${itemsMax}`);
  }
  return value.map((item, index) => ({ ...member, place: `${place}[${index}]`, value: item }));
}

/** `rows[3].total in main.json is not a whole number.` */
export function invalid({ file, place, hint }: JsonMember, expected: string): TrivetError {
  const what = place === '' ? file : `${place} in ${file}`;
  return new TrivetError('INPUT_INVALID', `${what} is not ${expected}.`, { hint });
}

const textLengthMax = 10_000;
