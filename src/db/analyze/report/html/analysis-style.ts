/** What reports on databases need beyond `page-style.ts`: SQL that a click selects whole, and sections that unfold. */
export const analysisStyle: string = `
pre { margin: 0.5rem 0; padding: 0.6rem 0.8rem; background: var(--page); border: 1px solid var(--line); border-radius: 8px; font: 0.85rem/1.45 var(--mono); white-space: pre-wrap; overflow-wrap: anywhere; }
pre.copy { user-select: all; -webkit-user-select: all; }
summary { cursor: pointer; color: var(--muted); font-size: 0.88rem; }
:focus-visible { outline: 2px solid var(--a); outline-offset: 2px; border-radius: 4px; }
.finding .facts { margin-top: 0.5rem; }
.finding .facts li { overflow-wrap: anywhere; }
ol.steps { margin: 0; padding-left: 1.4rem; display: grid; gap: 0.9rem; }
ol.steps > li { min-width: 0; }
table.plan td.name { min-width: 16rem; }
table.plan small { display: block; color: var(--muted); }
.statement { border-top: 1px solid var(--line); padding-top: 0.9rem; margin-top: 1.1rem; }
.statement h4 { margin: 0 0 0.3rem; font-size: 1rem; }
.statement details { margin-top: 0.7rem; }
.statement h3 { font-weight: 400; }
.statement .finding { margin-top: 0.8rem; }
ul.plain { margin: 0; padding-left: 1.2rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  td.name, table.plan td.name { min-width: 11rem; }
}
@media print {
  pre, .finding { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
}
`;
