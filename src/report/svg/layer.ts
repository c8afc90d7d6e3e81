import { html, type Html } from '../html.ts';
import type { Axis } from './axis.ts';
import { areaPath, linePath, tenths, type Point } from './path.ts';
import { plotBox } from './plot-box.ts';

/** Colours by meaning; the page's style sheet says which they are, in light and in dark. */
export type Tone = 'a' | 'b' | 'ok' | 'bad' | 'muted';

/** What is drawn on a chart. Names are for its legend; empty ones are not in it. */
export type Layer =
  | {
      readonly kind: 'line';
      readonly name: string;
      readonly tone: Tone;
      readonly dashed?: boolean;
      readonly dots?: boolean;
      readonly points: readonly Point[];
    }
  /** Filled between two lines that have the same x. */
  | {
      readonly kind: 'band';
      readonly name: string;
      readonly tone: Tone;
      readonly upper: readonly Point[];
      readonly lower: readonly Point[];
    }
  | {
      readonly kind: 'bars';
      readonly name: string;
      readonly tone: Tone;
      readonly bars: readonly Bar[];
    }
  /** Upright lines with a word at their top. */
  | { readonly kind: 'markers'; readonly markers: readonly Marker[] }
  /** What a pointer is told: strips over the whole height. */
  | { readonly kind: 'strips'; readonly strips: readonly Strip[] };

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

export interface Strip {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Marker {
  readonly at: number;
  readonly label: string;
}

/** A layer as it is drawn between two axes. */
export function drawnLayer(layer: Layer, x: Axis, y: Axis): Html {
  if (layer.kind === 'line') return drawnLine(layer, x, y);
  if (layer.kind === 'band') {
    return html`<path
      class="area ${layer.tone}"
      d="${areaPath(layer.upper, layer.lower, x, y)}"
    />`;
  }
  if (layer.kind === 'bars') {
    return html`<path
      class="bars ${layer.tone}"
      d="${layer.bars.map((bar) => barPath(bar, x, y)).join('')}"
    />`;
  }
  if (layer.kind === 'markers') return drawnMarkers(layer.markers, x);
  return drawnStrips(layer.strips, x);
}

function drawnLine(layer: Layer & { readonly kind: 'line' }, x: Axis, y: Axis): Html {
  const { tone, dashed, dots, points } = layer;
  return html`<path
      class="line ${tone}${dashed === true && ' dashed'}"
      d="${linePath(points, x, y)}"
    />${
      dots === true &&
      points.map(
        ([at, value]) =>
          value !== undefined &&
          html`<circle
            class="${tone}"
            r="3.5"
            cx="${tenths(x.place(at))}"
            cy="${tenths(y.place(value))}"
          />`,
      )
    }`;
}

function barPath({ from, to, height }: Bar, x: Axis, y: Axis): string {
  const { bottom } = plotBox;
  const left = tenths(x.place(from));
  const width = Math.max(0.5, tenths(x.place(to) - left - 0.6));
  const top = tenths(y.place(height));
  return top < bottom ? `M${left} ${bottom}V${top}h${tenths(width)}V${bottom}z` : '';
}

/** Words of neighbours stand at different heights, so that they do not cover each other. */
function drawnMarkers(markers: readonly Marker[], x: Axis): Html {
  const { top, bottom, right } = plotBox;
  return html`${markers.map(({ at, label }, index) => {
    const place = tenths(x.place(at));
    const before = place > right - markerWidth;
    const high = top + 10 + (index % 3) * 17;
    return html`<path class="marker" d="M${place} ${top}V${bottom}" /><text
        class="mark ${before && 'end'}"
        x="${before ? place - 4 : place + 4}"
        y="${high}"
        >${label}</text
      >`;
  })}`;
}

function drawnStrips(strips: readonly Strip[], x: Axis): Html {
  const { top, bottom } = plotBox;
  const parts = strips.map(({ from, to, text }) => {
    const left = tenths(x.place(from));
    const width = tenths(x.place(to) - left);
    return html`<path d="M${left} ${top}V${bottom}h${width}V${top}z"><title>${text}</title></path>`;
  });
  return html`<g class="strips">${parts}</g>`;
}

const markerWidth = 90;
