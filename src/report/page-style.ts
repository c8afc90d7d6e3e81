/** Style sheet of report pages: light or dark as the reader prefers, and always light on paper. */
export const pageStyle: string = `
:root {
  color-scheme: light dark;
  --page: #f4f5f7;
  --raised: #ffffff;
  --line: #e4e7ec;
  --axis: #b9c0ca;
  --text: #18202b;
  --muted: #5c6675;
  --a: #2563eb;
  --b: #c2570c;
  --ok: #15803d;
  --bad: #c81e1e;
  --warn: #a16207;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'Roboto Mono', 'DejaVu Sans Mono', monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0e1116;
    --raised: #161b22;
    --line: #262d37;
    --axis: #475262;
    --text: #e6eaf0;
    --muted: #98a3b3;
    --a: #6ea8ff;
    --b: #f0a35e;
    --ok: #4ac07f;
    --bad: #ff7b72;
    --warn: #e3b341;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--page);
  color: var(--text);
  font: 15px/1.5 var(--sans);
  -webkit-text-size-adjust: 100%;
}
main { max-width: 76rem; margin: 0 auto; padding: clamp(1rem, 3vw, 2.5rem); display: grid; gap: 1.1rem; }
main > * { min-width: 0; }
header .brand { margin: 0; color: var(--muted); font-size: 0.85rem; font-weight: 600; letter-spacing: 0.02em; }
h1 { margin: 0.15rem 0 0.5rem; font-size: clamp(1.25rem, 3vw, 1.75rem); line-height: 1.25; letter-spacing: -0.015em; overflow-wrap: anywhere; }
h2 { margin: 0 0 0.9rem; font-size: 1.1rem; letter-spacing: -0.01em; }
h3 { margin: 0 0 0.3rem; font-size: 1rem; }
p { margin: 0.3rem 0; }
code { font: 0.9em var(--mono); overflow-wrap: anywhere; }
section, .card {
  background: var(--raised);
  border: 1px solid var(--line);
  border-radius: 12px;
  padding: clamp(0.9rem, 2vw, 1.4rem);
}
.quiet { color: var(--muted); }
.facts { display: flex; flex-wrap: wrap; gap: 0.3rem 0.5rem; margin: 0; padding: 0; list-style: none; font-size: 0.88rem; }
.facts li { padding: 0.1rem 0.6rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--raised); }
.facts .state.ok, .facts .state.bad, .facts .state.warn { border-color: currentColor; }
.facts span { color: var(--muted); }
.banner { border: 0; border-radius: 12px; padding: 1rem 1.3rem; color: #fff; background: #b91c1c; }
.banner h2 { margin: 0 0 0.2rem; font-size: 1.25rem; }
.banner ul { margin: 0.2rem 0 0; padding-left: 1.2rem; }
.banner.warn { background: #92580a; }
.keys { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.9rem, 1fr)); gap: 0.8rem; margin: 0; }
.keys > div { background: var(--raised); border: 1px solid var(--line); border-radius: 12px; padding: 0.8rem 1rem; }
.keys dt { color: var(--muted); font-size: 0.85rem; }
.keys dd { margin: 0; font-size: 1.4rem; font-weight: 650; white-space: nowrap; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; line-height: 1.3; }
.keys dd small { font-size: 0.85rem; font-weight: 500; color: var(--muted); letter-spacing: 0; }
.keys .note { display: block; white-space: normal; line-height: 1.35; color: var(--muted); font-size: 0.8rem; font-weight: 400; letter-spacing: 0; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 27rem), 1fr)); gap: 1.6rem 2rem; }
.quiet + .charts, .quiet + .scroll { margin-top: 0.9rem; }
.charts + .scroll, .scroll + .charts, .pair + .charts { margin-top: 1.4rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.2rem 2rem; }
.charts > .scroll { align-self: start; }
.scroll {
  overflow-x: auto;
  background:
    linear-gradient(to right, transparent, var(--raised) 80%) right / 2.5rem 100% no-repeat local,
    linear-gradient(to right, transparent, var(--axis)) right / 0.7rem 100% no-repeat scroll;
}
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.92rem; }
th { color: var(--muted); font-weight: 500; font-size: 0.85rem; text-align: left; white-space: nowrap; }
th, td { padding: 0.4rem 0.9rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
tbody tr:last-child > * { border-bottom: 0; }
th:last-child, td:last-child { padding-right: 0; }
td.text, th.text { width: 1%; white-space: nowrap; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.name { overflow-wrap: anywhere; min-width: 9rem; }
table.forest-plot td.plot { padding: 0 0.9rem; border-bottom: 0; }
.share { display: inline-block; width: 6rem; height: 0.5rem; border-radius: 3px; background: var(--line); overflow: hidden; vertical-align: middle; }
.share i { display: block; height: 100%; background: var(--tone); }
.state { font-weight: 600; white-space: nowrap; }
.state.ok, .state.bad { color: var(--tone); }
.state.warn { color: var(--warn); }
.finding { border-left: 4px solid var(--warn); padding: 0.1rem 0 0.1rem 1rem; }
.finding.error { border-color: var(--bad); }
.finding.info { border-color: var(--a); }
.finding + .finding { margin-top: 1rem; }
.verdict { font-size: 1.05rem; font-weight: 600; margin: 0 0 0.6rem; overflow-wrap: anywhere; }
.sides { margin: 0 0 1rem; padding: 0; list-style: none; overflow-wrap: anywhere; }
dl.method { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: 0.45rem 1.4rem; margin: 0; }
dl.method dt { color: var(--muted); }
dl.method dd { margin: 0; }
footer { color: var(--muted); font-size: 0.85rem; }
@media (max-width: 40rem) {
  dl.method { grid-template-columns: 1fr; gap: 0.1rem; }
  dl.method dd { margin-bottom: 0.6rem; }
  .keys { grid-template-columns: repeat(2, 1fr); gap: 0.6rem; }
  .keys > div { padding: 0.6rem 0.8rem; }
  table { font-size: 0.85rem; }
  th, td { padding-right: 0.6rem; }
  td.name { min-width: 5rem; }
  .share { width: 2.5rem; }
}
@media print {
  :root { --page: #fff; color-scheme: light; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { font-size: 12px; }
  main { padding: 0; max-width: none; gap: 0.8rem; }
  section, .keys > div, figure, tr { break-inside: avoid; }
  .banner { color: #000; background: none; border: 3px solid #b91c1c; }
  .strips { display: none; }
}
`;
