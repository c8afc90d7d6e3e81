/**
 * How charts look. Colours are variables of the page (`--a` and `--b` for data, `--ok`, `--bad`, `--muted`, `--line`,
 * `--text`), so that light and dark, screen and paper share one drawing. On a narrow screen a drawing shrinks, and its
 * letters grow in return.
 */
export const chartStyle: string = `
.chart { margin: 0; min-width: 0; }
.chart figcaption { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; align-items: baseline; margin-bottom: 0.4rem; }
.chart svg, .forest { display: block; width: 100%; height: auto; overflow: visible; }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; color: var(--muted); font-size: 0.85rem; }
.key { display: inline-flex; align-items: center; gap: 0.4em; }
.key::before { content: ''; width: 1em; height: 0; border-top: 2.5px solid var(--tone); border-radius: 2px; }
.key.dashed::before { border-top-style: dashed; border-radius: 0; }
.key.band::before, .key.bars::before { height: 0.8em; border: 0; background: var(--tone); border-radius: 3px; }
.key.band::before { opacity: 0.3; }
.a { --tone: var(--a); }
.b { --tone: var(--b); }
.ok { --tone: var(--ok); }
.bad { --tone: var(--bad); }
.muted { --tone: var(--muted); }
svg text { fill: var(--muted); font: 12px var(--sans); font-variant-numeric: tabular-nums; }
svg .end { text-anchor: end; }
svg .middle { text-anchor: middle; }
svg .mark { fill: var(--text); font-size: 11.5px; paint-order: stroke; stroke: var(--raised); stroke-width: 4px; stroke-linejoin: round; }
svg .grid, svg .ground { fill: none; stroke: var(--line); stroke-width: 1; }
svg .ground { stroke: var(--axis); }
svg .line { fill: none; stroke: var(--tone); stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
svg .line.dashed { stroke-dasharray: 5 5; stroke-linecap: butt; stroke-width: 1.6; }
svg .area { fill: var(--tone); opacity: 0.2; }
svg .bars { fill: var(--tone); opacity: 0.85; }
svg .bars ~ .bars { opacity: 0.55; }
svg circle { fill: var(--tone); }
svg .marker { fill: none; stroke: var(--text); stroke-width: 1; stroke-dasharray: 2 3; opacity: 0.6; }
svg .strips path { fill: transparent; }
svg .strips path:hover { fill: var(--text); opacity: 0.08; }
.forest { width: 15rem; }
svg .margin { fill: var(--muted); opacity: 0.14; }
svg .zero { stroke: var(--axis); fill: none; }
svg .whisker { fill: none; stroke: var(--tone); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
@media (max-width: 40rem) {
  .chart svg text { font-size: 17px; }
  .chart svg .mark { font-size: 16px; }
}
`;
