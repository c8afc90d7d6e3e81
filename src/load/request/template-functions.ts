import { TrivetError } from '../../base/errors.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { Random } from '../../base/random.ts';
import type { TemplateContext } from './template-context.ts';

type ValueIn = (context: TemplateContext) => string;

/**
 * What `$randomInt 1 100` puts into a template:
 * - `$counter`: number of the iteration over all users and workers, from 1; the same in all steps of an iteration
 * - `$vu`: number of the virtual user, from 0; `$iteration`: number of its iteration, from 0
 * - `$uuid`: version 4; `$randomInt low high`: both inclusive; `$randomString length`: of `A-Za-z0-9`; each one anew, the
 *   same ones for the same seed
 * - `$timestamp`: Unix time in seconds; `$isoTimestamp`: `2026-01-31T12:00:00.000Z`
 * @throws TrivetError `USAGE` for an unknown function or wrong arguments
 */
export function templateFunction(call: string): ValueIn {
  const [name = '', ...args] = call.split(/\s+/);
  const make = functions.get(name);
  if (make === undefined) {
    throw new TrivetError(
      'USAGE',
      `There is no function ${name} for templates${didYouMean(name, [...functions.keys()])}`,
      { hint: `Use one of ${[...functions.keys()].join(', ')}.` },
    );
  }
  return make(args, call);
}

const functions: ReadonlyMap<string, (args: readonly string[], call: string) => ValueIn> = new Map([
  ['$counter', plain(({ counter }) => String(counter))],
  ['$uuid', plain(({ random }) => uuid(random))],
  ['$randomInt', randomInt],
  ['$randomString', randomString],
  ['$timestamp', plain(() => String(Math.floor(Date.now() / 1000)))],
  ['$isoTimestamp', plain(() => new Date().toISOString())],
  ['$vu', plain(({ user }) => String(user))],
  ['$iteration', plain(({ iteration }) => String(iteration))],
]);

function plain(valueIn: ValueIn): (args: readonly string[], call: string) => ValueIn {
  return (args, call) => {
    if (args.length > 0) throw wrong(call, 'takes nothing after its name');
    return valueIn;
  };
}

function randomInt(args: readonly string[], call: string): ValueIn {
  const [low, high] = args.map(wholeNumber);
  if (args.length !== 2 || low === undefined || high === undefined || low > high) {
    throw wrong(call, 'takes two whole numbers, the smaller one first: $randomInt 1 100');
  }
  const span = high - low + 1;
  return ({ random }) => String(low + Math.floor(random() * span));
}

function randomString(args: readonly string[], call: string): ValueIn {
  const [length] = args.map(wholeNumber);
  if (args.length !== 1 || length === undefined || length < 1 || length > stringLengthMax) {
    throw wrong(call, `takes a length from 1 to ${stringLengthMax}: $randomString 8`);
  }
  return ({ random }) => {
    let text = '';
    for (let index = 0; index < length; index += 1) {
      text += characters[Math.floor(random() * characters.length)];
    }
    return text;
  };
}

const stringLengthMax = 100_000;
const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** RFC 9562, section 5.4: random but for the version (4) and the variant (10 in binary). */
function uuid(random: Random): string {
  const [a, b, c, d] = [hex32(random), hex32(random), hex32(random), hex32(random)];
  const variant = '89ab'[Math.floor(random() * 4)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}

function hex32(random: Random): string {
  const bits = random() * 0x1_0000_0000;
  return hex16(bits >>> 16) + hex16(bits & 0xffff);
}

function hex16(bits: number): string {
  return `${hexBytes[bits >>> 8]}${hexBytes[bits & 0xff]}`;
}

const hexBytes: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, '0'),
);

/** The random source has 32 bits. */
function wholeNumber(text: string): number | undefined {
  const number = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(number) <= 0x7fff_ffff ? number : undefined;
}

function wrong(call: string, what: string): TrivetError {
  const [name] = call.split(/\s/);
  return new TrivetError('USAGE', `{{${call}}} is wrong.`, { hint: `${name} ${what}.` });
}
