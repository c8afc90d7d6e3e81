import type { Keep } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import { settleMessage } from '../../http/settle-message.ts';
import { bodyEscaping, headerEscaping } from './escaping.ts';
import { literalTemplate } from './parse-template.ts';
import type { StepSpec } from './source.ts';
import { compileTemplate, type Template } from './template.ts';
import type { TemplateContext } from './template-context.ts';
import { compileUrl, type UrlTemplate } from './url.ts';

/** The message of a step, ready to be filled in. */
export interface MessageTemplate {
  readonly url: UrlTemplate;
  /** Names of the variables that it needs, each once. */
  readonly variables: readonly string[];
  /** True where there is nothing to fill in. */
  readonly isConstant: boolean;
  render(context: TemplateContext): RequestMessage;
}

/**
 * Compiles URL, headers and body of a step.
 * @throws TrivetError `USAGE` for URLs and placeholders that cannot be read
 */
export function compileMessage(step: StepSpec, userAgent: string, keep: Keep): MessageTemplate {
  const url = compileUrl(step.url);
  const headers = compileHeaders(step, url);
  const body = compileBody(step);
  const templates = [url.target, ...headers.map(([, value]) => value), body.template];
  const { method } = step;
  const { scheme, authority, target } = url;
  return {
    url,
    variables: [...new Set(templates.flatMap(({ variables }) => variables))],
    isConstant: templates.every(({ constant }) => constant !== undefined),
    render: (context) =>
      settleMessage({
        method,
        scheme,
        authority,
        target: target.render(context),
        headers: headers.map(([name, value]) => [name, value.render(context)]),
        body: body.render(context),
        keep,
        userAgent,
      }),
  };
}

type HeaderTemplate = readonly [name: string, value: Template];

/** User and password of the URL become a header, unless there is one. */
function compileHeaders({ headers }: StepSpec, { authorization }: UrlTemplate): HeaderTemplate[] {
  const compiled = headers.map(([name, value]): HeaderTemplate => [
    name,
    compileTemplate(value, headerEscaping),
  ]);
  if (authorization === undefined || headerOf(headers, 'authorization') !== undefined) {
    return compiled;
  }
  return [...compiled, ['Authorization', compileTemplate(literalTemplate(authorization))]];
}

interface BodyTemplate {
  readonly template: Template;
  render(context: TemplateContext): Uint8Array | undefined;
}

const nothing: Template = compileTemplate('');

function compileBody({ body, headers }: StepSpec): BodyTemplate {
  if (body === undefined) return { template: nothing, render: () => undefined };
  if (body.kind === 'bytes') return { template: nothing, render: () => body.bytes };
  const type = headerOf(headers, 'content-type');
  const template = compileTemplate(body.text, bodyEscaping(type, body.text));
  return { template, render: (context) => Buffer.from(template.render(context)) };
}

function headerOf(headers: StepSpec['headers'], name: string): string | undefined {
  return headers.find((header) => header[0].toLowerCase() === name)?.[1];
}
