import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { docsPage } from './docs.ts';

const attack = `"><script>alert('x')</script>`;

const shop = {
  openapi: '3.1.0',
  info: { title: 'Shop <1>', version: '2', description: 'First.\n\nUse `GET <b>` **often**.' },
  servers: [{ url: '/v1' }],
  tags: [{ name: 'books', description: 'What is on the shelves.' }],
  security: [{ key: [] }],
  paths: {
    '/books/{id}': {
      parameters: [{ $ref: '#/components/parameters/Id' }],
      get: {
        operationId: 'getBook',
        tags: ['books'],
        summary: 'Get a book',
        responses: {
          200: {
            description: 'The book.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
          },
          404: { $ref: '#/components/responses/Nowhere' },
        },
      },
      post: {
        summary: attack,
        description: `See [here](javascript:alert) and [there](https://a.example/?q="x").`,
        security: [],
        deprecated: true,
        parameters: [{ name: attack, in: 'query', schema: { type: 'string', pattern: attack } }],
        requestBody: { content: { [attack]: { schema: { enum: [attack] }, example: attack } } },
        responses: { default: { description: attack } },
      },
    },
  },
  components: {
    parameters: {
      Id: { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
    },
    schemas: {
      Book: {
        type: 'object',
        required: ['title'],
        properties: {
          title: { type: 'string', maxLength: 100 },
          author: { type: 'object', properties: { name: { type: 'string' } } },
          similar: { type: 'array', items: { $ref: '#/components/schemas/Book' } },
        },
      },
      ['__proto__']: { type: 'string' },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
  },
};

/** What a reader sees, with each tag as a space. */
function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

function deadLinks(html: string): readonly string[] {
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
  const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id = '']) => id);
  return links.filter((id) => !ids.has(id));
}

describe('documentation page', () => {
  const { html, css } = docsPage(shop);
  const text = textOf(html);

  it('shows title, servers, groups and operations', () => {
    assert.match(text, /Shop &lt;1&gt; 2 \/v1 OpenAPI document First\. Use GET &lt;b&gt; often \./);
    assert.match(text, /books What is on the shelves\. GET \/ books\/ \{id\} Get a book secured/);
  });

  it('shows parameters, responses and security of an operation, references followed', () => {
    assert.match(text, /Operation getBook Needs key Parameters path id required integer ≥ 1/);
    assert.match(text, /200 The book\. application\/json Book/);
  });

  it('shows the properties of schemas, nested ones with their path', () => {
    assert.match(text, /title required string at most 100 characters author object author\. name/);
    assert.match(text, /similar array of Book/);
    assert.match(text, /__proto__ string/);
  });

  it('has a target for each link', () => {
    assert.deepEqual(deadLinks(html), []);
  });

  it('escapes whatever the document says', () => {
    assert.ok(!html.includes('<script'));
    assert.ok(!html.includes('href="javascript'));
    assert.ok(html.includes('&lt;script&gt;alert(&#39;x&#39;)'));
  });

  it('needs neither scripts nor inline styles', () => {
    assert.ok(!/<script|<style|\sstyle=|\son\w+=/i.test(html));
    assert.ok(html.includes('<link rel="stylesheet" href="/docs.css">'));
    assert.match(css, /prefers-color-scheme|light-dark/);
  });

  it('takes a document that is hardly one', () => {
    const odd = { paths: { '/x': { get: null, post: { responses: [], tags: 7 } }, '/y': 'z' } };
    assert.match(docsPage(odd).html, /POST/);
    assert.ok(docsPage({}).html.endsWith('</html>\n'));
  });

  it('ends where references or schemas go round in circles', () => {
    const loop = { $ref: '#/components/responses/Loop' };
    const self: Record<string, unknown> = { type: 'array' };
    self['items'] = self;
    const page = docsPage({
      paths: { '/x': { get: { responses: { 200: loop } } } },
      components: { responses: { Loop: loop }, schemas: { Self: self } },
    });
    assert.match(textOf(page.html), /array of array of/);
  });
});

const github = new URL(
  '../../../../../shared/corpus/openapi/github/api.github.com.json',
  import.meta.url,
);

it(
  'builds the page for 1,200 operations in less than two seconds, all links alive',
  { skip: existsSync(github) ? false : 'the corpus is not here' },
  () => {
    const document: object = JSON.parse(readFileSync(github, 'utf8'));
    const startMs = performance.now();
    const { html } = docsPage(document);
    const tookMs = performance.now() - startMs;
    assert.ok(tookMs < 2000, `${tookMs} ms; some 200 on a quiet machine`);
    assert.deepEqual(deadLinks(html), []);
  },
);
