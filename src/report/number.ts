/** `1,247,832`, or `1,247.8` with one decimal: for people, in English as all reports are. `–` where there is no number. */
export function withSeparators(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : infinite(value);
  // Not by Intl, which takes longer to load than a report to write.
  const [whole = '', ...rest] = value.toFixed(decimals).split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

/**
 * Three significant digits below 100, whole numbers from there: `0.412`, `67.4`, `423`, `1,247`. Zeros at the end are
 * dropped. For milliseconds, which is how precisely they are measured.
 */
export function ms(valueMs: number): string {
  if (!Number.isFinite(valueMs) || valueMs >= wholeFrom) return withSeparators(valueMs);
  return String(Number(valueMs.toPrecision(significantDigits)));
}

/** Per second: `508.2`, `12,345.6`, and three significant digits below ten. */
export function perSecond(value: number): string {
  return value < 10 ? ms(value) : withSeparators(value, 1);
}

/**
 * A share (0 to 1) with one decimal: `99.0%`. Only none is `0.0%` and only all is `100.0%`: what rounding would make
 * look like them gets as many decimals as it takes, so that one failure in a million is `0.0001%` beside `99.9999%`.
 * The smaller part is what is rounded, so that a share and the rest add up to 100 (99.05 is `99.0%` beside `1.0%`).
 */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share <= 0.5) return `${smallPercent(share)}%`;
  const rest = smallPercent(1 - share);
  const decimals = rest.length - rest.indexOf('.') - 1;
  return `${(100 - Number(rest)).toFixed(decimals)}%`;
}

/** A ratio as a difference: 1.048 is `+4.8 %`, half is `-50.0 %`, none `±0.0 %`; whole per cents from 100 %. */
export function change(ratio: number): string {
  return `${signed((ratio - 1) * 100, 1)} %`;
}

/** A difference of shares: 0.012 is `+1.20 pp`, percentage points. */
export function points(difference: number): string {
  return `${signed(difference * 100, 2)} pp`;
}

const wholeFrom = 100;
const significantDigits = 3;
/** One in 2^53, the largest count, is 0.00000000000001 per cent. */
const decimalsMax = 17;

/** Without `%`. A hair more, because 1 - 0.9905 is 0.0094999… to a computer and a half goes up. */
function smallPercent(share: number): string {
  const value = share * 100 * (1 + 1e-12);
  if (value === 0) return '0.0';
  let decimals = 1;
  while (decimals < decimalsMax && value < 0.5 * 10 ** -decimals) decimals += 1;
  return withSeparators(value, decimals);
}

function signed(value: number, decimals: number): string {
  if (Number.isNaN(value)) return '–';
  const size = withSeparators(Math.abs(value), Math.abs(value) < 100 ? decimals : 0);
  if (Number(size) === 0) return `±${size}`;
  return `${value > 0 ? '+' : '-'}${size}`;
}

function infinite(value: number): string {
  return value > 0 ? '∞' : '-∞';
}
