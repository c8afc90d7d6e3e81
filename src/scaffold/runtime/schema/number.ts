import { numberFormats } from './formats.ts';
import type { Part } from './node.ts';
import { joinParts } from './node.ts';
import { addIssue } from './report.ts';
import type { ObjectValue } from './types.ts';

/** The keywords for numbers; `format` only where `type` asks for a number. */
export function numberPart(schema: ObjectValue, isTyped: boolean): Part<number> | undefined {
  const parts: Part<number>[] = [];
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = schema;
  const add = (test: (value: number) => boolean, message: string): void => {
    parts.push({ test, report: (value, report) => test(value) || addIssue(report, message) });
  };
  if (typeof minimum === 'number' || typeof maximum === 'number') {
    parts.push(rangePart(boundOf(minimum, -Infinity), boundOf(maximum, Infinity)));
  }
  if (typeof exclusiveMinimum === 'number') {
    add((value) => value > exclusiveMinimum, `must be greater than ${exclusiveMinimum}`);
  }
  if (typeof exclusiveMaximum === 'number') {
    add((value) => value < exclusiveMaximum, `must be less than ${exclusiveMaximum}`);
  }
  if (typeof multipleOf === 'number' && multipleOf > 0) {
    add(multipleTest(multipleOf), `must be a multiple of ${multipleOf}`);
  }
  const formatTest = isTyped && typeof format === 'string' ? numberFormats.get(format) : undefined;
  if (formatTest !== undefined) add(formatTest, `must be a valid ${String(format)}`);
  return joinParts(parts);
}

function boundOf(keyword: unknown, otherwise: number): number {
  return typeof keyword === 'number' ? keyword : otherwise;
}

/** Both bounds in one test: most numbers with one have the other. */
function rangePart(min: number, max: number): Part<number> {
  const tooLow = `must be at least ${min}`;
  const tooHigh = `must be at most ${max}`;
  return {
    test: (value) => value >= min && value <= max,
    report: (value, report) => {
      if (value < min) addIssue(report, tooLow);
      if (value > max) addIssue(report, tooHigh);
    },
  };
}

/** Products up to this many decimal digits are exact in a double. */
const EXACT_PRODUCT = 1e15;

/** Exact for the decimal numbers that were written: 0.0075 is a multiple of 0.0001, although no double is. */
function multipleTest(divisor: number): (value: number) => boolean {
  const decimal = toDecimal(divisor);
  if (Number.isInteger(divisor)) {
    return (value) =>
      Math.abs(value) <= Number.MAX_SAFE_INTEGER
        ? value % divisor === 0
        : isDecimalMultiple(value, decimal);
  }
  const scale = 10 ** decimal.places;
  const scaledDivisor = Number(decimal.digits);
  const isSmall = decimal.places <= 15 && scaledDivisor < EXACT_PRODUCT;
  return (value) => {
    const scaled = Math.round(value * scale);
    if (!isSmall || Math.abs(scaled) >= EXACT_PRODUCT) return isDecimalMultiple(value, decimal);
    // A value with more places than the divisor is no multiple; with as many, both are whole numbers after scaling.
    return scaled / scale === value && scaled % scaledDivisor === 0;
  };
}

/** digits / 10^places */
interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

function isDecimalMultiple(value: number, divisor: Decimal): boolean {
  const dividend = toDecimal(value);
  const places = Math.max(dividend.places, divisor.places);
  const dividendDigits = dividend.digits * 10n ** BigInt(places - dividend.places);
  const divisorDigits = divisor.digits * 10n ** BigInt(places - divisor.places);
  return dividendDigits % divisorDigits === 0n;
}

/** The shortest decimal that reads back as this number, which is what its author wrote. */
function toDecimal(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const places = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}
