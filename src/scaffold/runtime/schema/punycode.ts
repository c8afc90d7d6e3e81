/** Punycode (RFC 3492): Unicode labels of domain names in ASCII. */

const BASE = 36;
const MIN_THRESHOLD = 1;
const MAX_THRESHOLD = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const FIRST_CODE = 128;
const MAX_CODE = 0x10_ffff;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The text that a lower-case punycode text stands for; undefined where it stands for none. */
export function decodePunycode(text: string): string | undefined {
  const delimiter = text.lastIndexOf('-');
  const codes = Array.from(text.slice(0, Math.max(delimiter, 0)), codeOf);
  let code = FIRST_CODE;
  let bias = INITIAL_BIAS;
  let position = 0;
  let at = delimiter + 1;
  while (at < text.length) {
    const start = position;
    let weight = 1;
    for (let step = BASE; ; step += BASE) {
      const digit = DIGITS.indexOf(text[at++] ?? '?');
      if (digit < 0) return undefined;
      position += digit * weight;
      const threshold = thresholdOf(step, bias);
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    bias = adaptBias(position - start, codes.length + 1, start === 0);
    code += Math.floor(position / (codes.length + 1));
    position %= codes.length + 1;
    if (code > MAX_CODE) return undefined;
    codes.splice(position++, 0, code);
  }
  return String.fromCodePoint(...codes);
}

/** The punycode of a text. */
export function encodePunycode(text: string): string {
  const codes = Array.from(text, codeOf);
  const basic = codes.filter((code) => code < FIRST_CODE);
  let output = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let code = FIRST_CODE;
  let delta = 0;
  let bias = INITIAL_BIAS;
  let handled = basic.length;
  while (handled < codes.length) {
    const reached = code;
    const next = Math.min(...codes.filter((candidate) => candidate >= reached));
    delta += (next - code) * (handled + 1);
    code = next;
    for (const candidate of codes) {
      if (candidate < code) delta++;
      if (candidate !== code) continue;
      output += encodeDelta(delta, bias);
      bias = adaptBias(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    code++;
  }
  return output;
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}

function encodeDelta(delta: number, bias: number): string {
  let output = '';
  let rest = delta;
  for (let step = BASE; ; step += BASE) {
    const threshold = thresholdOf(step, bias);
    if (rest < threshold) return output + DIGITS.charAt(rest);
    output += DIGITS.charAt(threshold + ((rest - threshold) % (BASE - threshold)));
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
}

function thresholdOf(step: number, bias: number): number {
  return Math.min(Math.max(step - bias, MIN_THRESHOLD), MAX_THRESHOLD);
}

function adaptBias(delta: number, amount: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / amount);
  let steps = 0;
  while (rest > ((BASE - MIN_THRESHOLD) * MAX_THRESHOLD) / 2) {
    rest = Math.floor(rest / (BASE - MIN_THRESHOLD));
    steps += BASE;
  }
  return steps + Math.floor(((BASE - MIN_THRESHOLD + 1) * rest) / (rest + SKEW));
}
