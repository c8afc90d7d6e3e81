import { html, type Html } from '../html.ts';
import { niceTicks } from './ticks.ts';

/** An estimate with its interval: one line of a forest plot. Ends may be infinite. */
export interface Estimate {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What all lines of a plot have in common. */
export interface ForestScale {
  readonly low: number;
  readonly high: number;
  /** Differences within ± this count as none. */
  readonly margin: number;
}

/** The scale that shows all intervals and the margin with 0 inside, yet is not ruled by a single wild interval. */
export function forestScale(estimates: readonly Estimate[], margin: number): ForestScale {
  const ends = estimates.flatMap(({ low, middle, high }) => [low, middle, high]);
  const most = Math.max(
    ...estimates.map(({ middle }) => Math.abs(middle)).filter(Number.isFinite),
    0,
  );
  const limit = Math.max(margin, most) * reach;
  const inside = ends.filter((end) => Math.abs(end) <= limit);
  return {
    low: Math.min(-margin * overhang, ...inside) * overhang,
    high: Math.max(margin * overhang, ...inside) * overhang,
    margin,
  };
}

/** A drawing for the cell of a table: rows below each other make the plot. `words` say what is to be seen. */
export function forestRow(
  estimate: Estimate,
  scale: ForestScale,
  tone: string,
  words: string,
): Html {
  const place = placer(scale);
  const [low, high] = [place(estimate.low), place(estimate.high)];
  const arrows = [
    estimate.low < scale.low && `M6 ${middle - 4}L1 ${middle}L6 ${middle + 4}`,
    estimate.high > scale.high &&
      `M${width - 6} ${middle - 4}L${width - 1} ${middle}L${width - 6} ${middle + 4}`,
  ];
  const known = Number.isFinite(estimate.middle);
  return html`<svg class="forest" viewBox="0 0 ${width} ${height}" role="img">
    <title>${words}</title>
    ${ground(scale)}
    <path class="whisker ${tone}" d="M${low} ${middle}H${high}" />
    <path class="whisker ${tone}" d="${arrows.filter(Boolean).join('')}" />
    ${known && html`<circle class="${tone}" r="4" cx="${place(estimate.middle)}" cy="${middle}" />`}
  </svg>`;
}

/** The axis below the rows. */
export function forestAxis(scale: ForestScale, format: (value: number) => string): Html {
  const place = placer(scale);
  const ticks = niceTicks(scale.low, scale.high, 6);
  return html`<svg class="forest" viewBox="0 0 ${width} 20" aria-hidden="true">
    <path class="ground" d="M0 0.5H${width}" />
    ${ticks.map((tick) => html`<text class="middle" x="${place(tick)}" y="15">${format(tick)}</text>`)}
  </svg>`;
}

const width = 240;
const height = 28;
const middle = height / 2;
/** How many times the largest estimate an interval may reach before it is cut off. */
const reach = 4;
const overhang = 1.15;

function ground(scale: ForestScale): Html {
  const place = placer(scale);
  const [from, to] = [place(-scale.margin), place(scale.margin)];
  return html`<path class="margin" d="M${from} 0H${to}V${height}H${from}z" /><path
      class="zero"
      d="M${place(0)} 0V${height}"
    />`;
}

function placer({ low, high }: ForestScale): (value: number) => number {
  return (value) => {
    const inside = Math.min(high, Math.max(low, Number.isNaN(value) ? 0 : value));
    return Math.round(((inside - low) / (high - low)) * width * 10) / 10;
  };
}
