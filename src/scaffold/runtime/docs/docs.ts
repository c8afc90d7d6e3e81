import { operationAnchor, operationHtml } from './operation.ts';
import type { ShownOperation } from './operation.ts';
import { readDocs } from './read.ts';
import type { Docs } from './read.ts';
import { propertiesHtml, typeHtml } from './schema.ts';
import { docsStyle } from './style.ts';
import { anchor, escapeHtml, prose, proseLine } from './text.ts';

export interface DocsPage {
  readonly html: string;
  readonly css: string;
}

export interface DocsOptions {
  /** Where the style sheet is served. Default: `/docs.css`. */
  readonly cssUrl?: string;
  /** Where the document is served. Default: `/openapi.json`. */
  readonly documentUrl?: string;
}

/** With more operations than this, the groups of the table of contents start closed. */
const MAX_OPEN_OPERATIONS = 60;

/**
 * The documentation of an API as one static page, from its OpenAPI document (references internal). It holds no script
 * and no inline style, so `Content-Security-Policy: default-src 'none'; style-src 'self'` is enough. Large documents
 * take tens of milliseconds: build it once, when it is first asked for.
 */
export function docsPage(document: object, options: DocsOptions = {}): DocsPage {
  const docs = readDocs(document);
  const html = [
    headHtml(docs, options.cssUrl ?? '/docs.css'),
    navigationHtml(docs),
    '<main>\n',
    introductionHtml(docs, options.documentUrl ?? '/openapi.json'),
    ...docs.groups.map((group) => groupHtml(group.title, group.description, group.operations)),
    schemasHtml(docs),
    '</main>\n</body>\n</html>\n',
  ].join('');
  return { html, css: docsStyle };
}

function headHtml({ title }: Docs, cssUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${escapeHtml(cssUrl)}">
</head>
<body>
`;
}

function navigationHtml({ title, groups, schemas }: Docs): string {
  const count = groups.reduce((sum, { operations }) => sum + operations.length, 0);
  const open = count > MAX_OPEN_OPERATIONS ? '' : ' open';
  const items = groups.map((group) => {
    const links = group.operations.map(
      (operation) =>
        `<li><a href="#${operationAnchor(operation)}"><span class="method ${operation.method}">${operation.method}</span> <span>${linkText(operation)}</span></a></li>`,
    );
    return `<details${open}><summary>${escapeHtml(group.title)} <small>${links.length}</small></summary><ul>${links.join('\n')}</ul></details>\n`;
  });
  const toSchemas =
    schemas.length === 0
      ? ''
      : `<p><a href="#schemas">Schemas <small>${schemas.length}</small></a></p>`;
  return `<nav aria-label="Operations"><p class="brand"><a href="#top">${escapeHtml(title)}</a></p>\n${items.join('')}${toSchemas}</nav>\n`;
}

function linkText({ source, path }: ShownOperation): string {
  return proseLine(source['summary']) || escapeHtml(path).replaceAll('/', '/<wbr>');
}

function introductionHtml(docs: Docs, documentUrl: string): string {
  const servers = docs.servers.map((server) => `<code>${escapeHtml(server)}</code>`).join(' ');
  const schemes = docs.securitySchemes.map(
    ({ name, words, description }) =>
      `<tr id="${escapeHtml(anchor('security', name))}"><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(words)}</td><td>${proseLine(description)}</td></tr>`,
  );
  const security =
    schemes.length === 0
      ? ''
      : `<h2>Security</h2><table class="fields"><tbody>${schemes.join('')}</tbody></table>`;
  return `<header id="top"><h1>${escapeHtml(docs.title)} <small>${escapeHtml(docs.version)}</small></h1>
<p class="meta">${servers} <a href="${escapeHtml(documentUrl)}">OpenAPI document</a></p>
${prose(docs.description)}</header>
${security}
`;
}

function groupHtml(
  title: string,
  description: unknown,
  operations: readonly ShownOperation[],
): string {
  return `<section><h2>${escapeHtml(title)}</h2>${prose(description)}\n${operations.map(operationHtml).join('')}</section>\n`;
}

function schemasHtml({ schemas }: Docs): string {
  if (schemas.length === 0) return '';
  const items = schemas.map(
    ([name, schema]) =>
      `<details class="schema"><summary><code>${escapeHtml(name)}</code></summary><div class="content" id="${escapeHtml(anchor('schema', name))}">${prose(schema['description'])}<p class="type">${typeHtml(schema)}</p>${propertiesHtml(schema)}</div></details>\n`,
  );
  return `<section id="schemas"><h2>Schemas</h2>\n${items.join('')}</section>\n`;
}
