import { html, type Html } from '../html.ts';
import type { Axis } from './axis.ts';
import { drawnLayer, type Layer } from './layer.ts';
import { tenths } from './path.ts';
import { plotBox } from './plot-box.ts';

export interface Chart {
  readonly title: string;
  /** What is to be seen, for those who cannot. */
  readonly description: string;
  readonly x: Axis;
  readonly y: Axis;
  /** Drawn from the first to the last, the last on top. */
  readonly layers: readonly Layer[];
}

/** A figure with its heading, legend and drawing. Without scripts; colours come from `chartStyle`. */
export function chart({ title, description, x, y, layers }: Chart): Html {
  const { width, height } = plotBox;
  return html`<figure class="chart">
    <figcaption><b>${title}</b>${legend(layers)}</figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img">
      <title>${title}</title>
      <desc>${description}</desc>
      ${axes(x, y)} ${layers.map((layer) => drawnLayer(layer, x, y))}
    </svg>
  </figure>`;
}

function legend(layers: readonly Layer[]): Html {
  const named = layers.flatMap((layer) => ('name' in layer && layer.name !== '' ? [layer] : []));
  return html`<span class="legend"
    >${named.map(
      (layer) =>
        html`<span class="key ${layer.kind} ${layer.tone}${isDashed(layer) && ' dashed'}"
          >${layer.name}</span
        > `,
    )}</span
  >`;
}

function isDashed(layer: Layer): boolean {
  return layer.kind === 'line' && layer.dashed === true;
}

function axes(x: Axis, y: Axis): Html {
  const { left, right, bottom, height } = plotBox;
  const lines = y.ticks.map(({ value }) => `M${left} ${tenths(y.place(value))}H${right}`);
  return html`<path class="grid" d="${lines.join('')}" />
    <path class="ground" d="M${left} ${bottom}H${right}" />
    ${y.ticks.map(({ value, label }) => html`<text class="end" x="${left - 8}" y="${tenths(y.place(value) + 4)}">${label}</text>`)}
    ${x.ticks.map(({ value, label }) => html`<text class="middle" x="${tenths(x.place(value))}" y="${bottom + 18}">${label}</text>`)}
    <text class="unit" x="4" y="12">${y.label}</text>
    <text class="unit end" x="${right}" y="${height - 5}">${x.label}</text>`;
}
