import type { Keep } from '../../http/exchange.ts';
import type { RequestMessage } from '../../http/message.ts';
import { settleMessage } from '../../http/settle-message.ts';
import { bodyEscaping, headerEscaping } from './escaping.ts';
import { literalTemplate } from './parse-template.ts';
import type { StepSpec } from './source.ts';
import { compileTemplate, type Template } from './template.ts';
import { blankContext, type TemplateContext } from './template-context.ts';
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
 * Compiles URL, headers and body of a step. What the message is, is settled once, with nothing filled in; where no header
 * needs anything, all messages have the very same list of headers.
 * @throws TrivetError `USAGE` for URLs and placeholders that cannot be read
 */
export function compileMessage(step: StepSpec, userAgent: string, keep: Keep): MessageTemplate {
  const url = compileUrl(step.url);
  const headers = compileHeaders(step, url);
  const body = compileBody(step);
  const { scheme, authority, target } = url;
  const { method } = step;
  const draft = { method, scheme, authority, keep, userAgent };
  const settled = settleMessage({
    ...draft,
    target: target.render(blankContext),
    headers: [...headers.keys()],
    body: body.render(blankContext),
  });
  const hosts = [...headers].filter(([[name]]) => name.toLowerCase() === 'host');
  const host = hosts.at(-1)?.[1];
  const templates = [target, ...headers.values(), body.template];
  const headersIn = headersOf(settled, headers);
  return {
    url,
    variables: [...new Set(templates.flatMap(({ variables }) => variables))],
    isConstant: templates.every(({ constant }) => constant !== undefined),
    render: (context) => ({
      method,
      scheme,
      authority: host === undefined ? settled.authority : host.render(context).trim(),
      target: target.render(context),
      headers: headersIn(context),
      body: body.render(context),
      keep,
    }),
  };
}

/** By the header as it is with nothing filled in. */
type HeaderTemplates = ReadonlyMap<RequestMessage['headers'][number], Template>;

/** User and password of the URL become a header, unless there is one. */
function compileHeaders({ headers }: StepSpec, { authorization }: UrlTemplate): HeaderTemplates {
  const compiled = new Map<RequestMessage['headers'][number], Template>();
  for (const [name, value] of headers) {
    const template = compileTemplate(value, headerEscaping);
    compiled.set([name, template.render(blankContext)], template);
  }
  if (authorization !== undefined && headerOf(headers, 'authorization') === undefined) {
    const header: readonly [string, string] = ['Authorization', authorization];
    compiled.set(header, compileTemplate(literalTemplate(authorization)));
  }
  return compiled;
}

function headersOf(
  settled: RequestMessage,
  templates: HeaderTemplates,
): (context: TemplateContext) => RequestMessage['headers'] {
  const compiled = settled.headers.map((header) => ({ header, template: templates.get(header) }));
  const isFilled = ({ template }: (typeof compiled)[number]): boolean =>
    template !== undefined && template.constant === undefined;
  if (!compiled.some(isFilled)) return () => settled.headers;
  return (context) =>
    compiled.map(({ header, template }) =>
      template === undefined ? header : [header[0], template.render(context)],
    );
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
