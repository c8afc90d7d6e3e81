/** Style sheet of the documentation page, light or dark as the reader prefers. */
export const docsStyle: string = `:root {
  color-scheme: light dark;
  --ground: light-dark(#ffffff, #12151a);
  --raised: light-dark(#f6f8fa, #1a1f27);
  --line: light-dark(#dfe3e8, #2c333d);
  --text: light-dark(#1b2229, #e3e8ee);
  --muted: light-dark(#5b6772, #97a3b0);
  --link: light-dark(#0b5cad, #6cb2ff);
  --get: light-dark(#0b6bcb, #5aa9ff);
  --post: light-dark(#18794e, #4cc38a);
  --put: light-dark(#9a5b00, #f0b04c);
  --patch: light-dark(#7a4fc4, #b794f6);
  --delete: light-dark(#c02d2d, #ff8080);
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', 'Roboto Mono', 'DejaVu Sans Mono', monospace;
}
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body {
  margin: 0;
  display: grid;
  grid-template-columns: minmax(15rem, 19rem) minmax(0, 1fr);
  background: var(--ground);
  color: var(--text);
  font: 15px/1.55 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre, .method, .status { font-family: var(--mono); font-size: 0.88em; }
nav {
  position: sticky;
  top: 0;
  height: 100vh;
  overflow-y: auto;
  padding: 1.25rem 1rem 2rem;
  background: var(--raised);
  border-right: 1px solid var(--line);
  font-size: 0.9rem;
}
nav .brand { margin: 0 0 1rem; font-weight: 650; font-size: 1.05rem; }
nav .brand a { color: inherit; }
nav summary { padding: 0.3rem 0; font-weight: 600; cursor: pointer; }
nav ul { list-style: none; margin: 0 0 0.6rem; padding: 0; }
nav li a { display: flex; gap: 0.5rem; padding: 0.16rem 0; color: var(--text); overflow-wrap: anywhere; }
nav .method { flex: 0 0 4.2em; font-size: 0.68rem; overflow-wrap: normal; line-height: 1.35rem; text-transform: uppercase; }
nav small, h1 small { color: var(--muted); font-weight: 400; }
main { padding: 2rem clamp(1rem, 4vw, 3.5rem) 6rem; max-width: 76rem; }
h1 { margin: 0 0 0.3rem; font-size: 1.9rem; line-height: 1.25; letter-spacing: -0.01em; }
h1 small { font-size: 1rem; }
h2 { margin: 2.6rem 0 0.8rem; font-size: 1.3rem; }
h4 { margin: 1.3rem 0 0.4rem; font-size: 0.95rem; }
.meta { margin: 0 0 1rem; color: var(--muted); }
.meta code { margin-right: 0.8rem; }
p { margin: 0.5rem 0; }
p.lines { white-space: pre-line; }
main details {
  margin: 0.5rem 0;
  border: 1px solid var(--line);
  border-radius: 8px;
  overflow-wrap: anywhere;
}
main section > details { content-visibility: auto; contain-intrinsic-size: auto 2.9rem; }
main summary {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  gap: 0.3rem 0.8rem;
  padding: 0.6rem 0.9rem;
  border-radius: 8px;
  cursor: pointer;
}
main summary:hover { background: var(--raised); }
main details[open] > summary { border-bottom: 1px solid var(--line); border-radius: 8px 8px 0 0; }
.content { padding: 0.5rem 1rem 1.1rem; scroll-margin-top: 4rem; }
.method { font-weight: 700; color: var(--muted); }
main .method { min-width: 4.2em; overflow-wrap: normal; }
.method.get, .method.query { color: var(--get); }
.method.post { color: var(--post); }
.method.put { color: var(--put); }
.method.patch { color: var(--patch); }
.method.delete { color: var(--delete); }
.path { font-size: 0.95em; font-weight: 600; }
.path var { font-style: normal; color: var(--link); }
.summary { color: var(--muted); flex: 1 1 14rem; }
.deprecated > summary .path { text-decoration: line-through; }
.badge {
  padding: 0 0.5em;
  border: 1px solid var(--line);
  border-radius: 1em;
  color: var(--muted);
  font-size: 0.75rem;
}
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; margin: 0.6rem 0; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; }
.fields { width: 100%; border-collapse: collapse; font-size: 0.92em; }
.fields td { padding: 0.4rem 0.8rem 0.4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
.fields tr:first-child td { border-top: 0; }
.fields td:first-child { width: 30%; }
.fields td:nth-child(2) { width: 32%; }
.fields tr:target { background: var(--raised); }
.path-prefix { color: var(--muted); }
.type { color: var(--muted); }
.type code { color: var(--text); }
.flag { font-size: 0.78em; font-weight: 600; color: var(--delete); }
i.flag { color: var(--muted); font-style: normal; }
.media { margin: 0.5rem 0 0.2rem; }
.response { display: flex; gap: 1rem; padding: 0.5rem 0; border-top: 1px solid var(--line); }
.response > div { flex: 1; min-width: 0; }
.response p:first-child { margin-top: 0; }
h4 + .response { border-top: 0; }
.status { flex: 0 0 5em; overflow-wrap: normal; font-weight: 700; color: var(--muted); line-height: 1.75; }
.status.s2 { color: var(--post); }
.status.s3 { color: var(--get); }
.status.s4, .status.s5 { color: var(--delete); }
pre { margin: 0.5rem 0; padding: 0.8rem 1rem; background: var(--raised); border-radius: 6px; overflow: auto; max-height: 24rem; }
@media (max-width: 56rem) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 40vh; border-right: 0; border-bottom: 1px solid var(--line); }
  .fields td { display: block; width: auto !important; padding-right: 0; }
  .fields td + td { border-top: 0; padding-top: 0; }
}
@media print {
  nav { display: none; }
  body { display: block; }
}
`;
