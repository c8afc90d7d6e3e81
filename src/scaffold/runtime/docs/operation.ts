import { anchor, escapeHtml, prose, proseLine } from './text.ts';
import {
  listOf,
  nodeOf,
  propertiesHtml,
  propertyRows,
  rowHtml,
  tableHtml,
  textOf,
  typeHtml,
} from './schema.ts';
import type { Node } from './schema.ts';

/** One method of one path of the document, with the parameters of the path and the security of the API. */
export interface ShownOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly parameters: readonly Node[];
  readonly body: Node | undefined;
  readonly responses: readonly (readonly [status: string, response: Node])[];
  /** Alternatives, each a list of scheme names; an empty one allows anonymous callers. */
  readonly security: readonly (readonly string[])[];
  readonly source: Node;
}

export function operationHtml(operation: ShownOperation): string {
  const { source, method, path } = operation;
  const deprecated = source['deprecated'] === true;
  const summary = [
    `<span class="method ${method}">${method.toUpperCase()}</span>`,
    `<code class="path">${pathHtml(path)}</code>`,
    `<span class="summary">${proseLine(source['summary'])}</span>`,
    deprecated ? '<span class="badge">deprecated</span>' : '',
    isSecured(operation) ? '<span class="badge lock">secured</span>' : '',
  ].join(' ');
  const content = [
    prose(source['description']),
    factsHtml(operation),
    parametersHtml(operation.parameters),
    bodyHtml(operation.body),
    responsesHtml(operation.responses),
  ].join('');
  return `<details class="operation${deprecated ? ' deprecated' : ''}"><summary>${summary}</summary><div class="content" id="${operationAnchor(operation)}">${content}</div></details>\n`;
}

export function operationAnchor(operation: ShownOperation): string {
  return escapeHtml(anchor('operation', operation.id));
}

function isSecured({ security }: ShownOperation): boolean {
  return security.length > 0 && security.every((alternative) => alternative.length > 0);
}

/** A path may break after each slash, and its parameters stand out. */
function pathHtml(path: string): string {
  return escapeHtml(path)
    .replaceAll('/', '/<wbr>')
    .replaceAll(/\{[^{}]*\}/g, '<var>$&</var>');
}

function factsHtml({ id, security }: ShownOperation): string {
  const alternatives = security.map((schemes) =>
    schemes.length === 0
      ? 'nothing'
      : schemes
          .map(
            (scheme) =>
              `<a href="#${escapeHtml(anchor('security', scheme))}">${escapeHtml(scheme)}</a>`,
          )
          .join(' and '),
  );
  const needs =
    alternatives.length === 0 ? '' : `<dt>Needs</dt><dd>${alternatives.join(' or ')}</dd>`;
  return `<dl class="facts"><dt>Operation</dt><dd><code>${escapeHtml(id)}</code></dd>${needs}</dl>`;
}

function parametersHtml(parameters: readonly Node[]): string {
  const rows = parameters.flatMap((parameter) => {
    const schema = nodeOf(parameter['schema'] ?? contentSchema(parameter) ?? parameter);
    const shown = {
      ...schema,
      description: parameter['description'] ?? schema['description'],
      deprecated: parameter['deprecated'] ?? schema['deprecated'],
    };
    const place = `${textOf(parameter['in'])} `;
    const name = textOf(parameter['name']);
    const own = rowHtml(place, name, parameter['required'] === true, shown);
    return [own, ...propertyRows(schema, `${place}${name}.`)];
  });
  return rows.length === 0 ? '' : `<h4>Parameters</h4>${tableHtml(rows)}`;
}

function contentSchema(parameter: Node): unknown {
  const [type] = Object.values(nodeOf(parameter['content']));
  return nodeOf(type)['schema'];
}

function bodyHtml(body: Node | undefined): string {
  if (body === undefined) return '';
  const required = body['required'] === true ? ' <b class="flag">required</b>' : '';
  return `<h4>Request body${required}</h4>${prose(body['description'])}${contentHtml(body)}`;
}

function responsesHtml(responses: ShownOperation['responses']): string {
  if (responses.length === 0) return '';
  const items = responses.map(([status, response]) => {
    const kind = /^[1-5]/.test(status) ? `s${status[0]}` : 's0';
    const headers = Object.entries(nodeOf(response['headers'])).map(([name, header]) => {
      const node = nodeOf(header);
      const schema = { ...nodeOf(node['schema']), description: node['description'] };
      return rowHtml('', name, node['required'] === true, schema);
    });
    const table = headers.length === 0 ? '' : `<p class="media">headers</p>${tableHtml(headers)}`;
    return `<div class="response"><span class="status ${kind}">${escapeHtml(status)}</span><div>${prose(response['description'])}${table}${contentHtml(response)}</div></div>`;
  });
  return `<h4>Responses</h4>${items.join('')}`;
}

function contentHtml(holder: Node): string {
  return Object.entries(nodeOf(holder['content']))
    .map(([type, media]) => {
      const node = nodeOf(media);
      const schema = node['schema'] ?? node['itemSchema'];
      const of = schema === undefined ? '' : ` <span class="type">${typeHtml(schema)}</span>`;
      return `<p class="media"><code>${escapeHtml(type)}</code>${of}</p>${propertiesHtml(schema)}${exampleHtml(node)}`;
    })
    .join('');
}

const MAX_EXAMPLE_LENGTH = 4000;

function exampleHtml(media: Node): string {
  const [first] = Object.values(nodeOf(media['examples']));
  const example =
    media['example'] ?? nodeOf(first)['value'] ?? listOf(nodeOf(media['schema'])['examples'])[0];
  if (example === undefined) return '';
  const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
  const shown = text.length > MAX_EXAMPLE_LENGTH ? `${text.slice(0, MAX_EXAMPLE_LENGTH)}\n…` : text;
  return `<pre><code>${escapeHtml(shown)}</code></pre>`;
}
