import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { seededRandom } from '../../base/random.ts';
import { bodyEscaping, headerEscaping, urlEscaping } from './escaping.ts';
import { literalTemplate } from './parse-template.ts';
import { compileTemplate, type Escaping } from './template.ts';
import { blankContext, type TemplateContext } from './template-context.ts';

function contextOf(values: Readonly<Record<string, string>>, seed = 1): TemplateContext {
  return { ...blankContext, values: new Map(Object.entries(values)), random: seededRandom(seed) };
}

function filled(
  text: string,
  values: Readonly<Record<string, string>>,
  escaping?: Escaping,
): string {
  return compileTemplate(text, escaping).render(contextOf(values));
}

/** Letters of all kinds, half surrogate pairs, control characters and what means something in templates. */
const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '{',
      '}',
      '"',
      '\\',
      '\r',
      '\n',
      '/',
      '?',
      '&',
      '=',
      '%',
      '\ud800',
      'é',
      ' ',
      ',',
    ),
  }),
);

describe('templates', () => {
  test('values take the place of their names', () => {
    assert.equal(filled('{{a}}-{{ b c }}{{a}}', { a: '1', 'b c': '2' }), '1-21');
    assert.deepEqual(compileTemplate('{{a}}-{{ b c }}{{a}}').variables, ['a', 'b c']);
    assert.equal(compileTemplate('{{a}}').constant, undefined);
  });

  test('a text without two braces is never touched', () => {
    for (const text of ['', '{', '}}', '{"a":{"b":{}}}', '{ {a} }', '$uuid', '\0\r\n']) {
      assert.equal(compileTemplate(text).constant, text);
    }
  });

  test('four braces are two, and whatever a text holds, it can be written', () => {
    assert.equal(compileTemplate('a{{{{b}}').constant, 'a{{b}}');
    assert.equal(filled('{{{{{{a}}', { a: 'x' }), '{{x');
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(compileTemplate(literalTemplate(text)).constant, text);
      }),
    );
  });

  test('refuses what it cannot read, with the way out', () => {
    const wrong: readonly (readonly [text: string, message: RegExp])[] = [
      ['a {{b', /The placeholder \{\{b has no end/],
      ['{{}}', /not the name of a variable/],
      ['{{{a}}', /not the name of a variable/],
      ['{{$uid}}', /no function \$uid for templates; did you mean "\$uuid"/],
      ['{{$uuid 4}}', /is wrong/],
      ['{{$randomInt 1}}', /is wrong/],
      ['{{$randomInt 5 1}}', /is wrong/],
      ['{{$randomInt 1 1.5}}', /is wrong/],
      ['{{$randomInt 1 99999999999}}', /is wrong/],
      ['{{$randomString}}', /is wrong/],
      ['{{$randomString 0}}', /is wrong/],
    ];
    for (const [text, message] of wrong) {
      assert.throws(() => compileTemplate(text), { code: 'USAGE', message });
    }
  });
});

describe('functions', () => {
  test('ids are of version 4, each is another one, the same ones for the same seed', () => {
    const ids = draw('{{$uuid}}', 1000);
    assert.equal(new Set(ids).size, 1000);
    const shape = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
    assert.ok(ids.every((id) => shape.test(id)));
    assert.deepEqual(draw('{{$uuid}}', 3), ids.slice(0, 3));
    assert.notDeepEqual(draw('{{$uuid}}', 3, 2), ids.slice(0, 3));
  });

  test('numbers keep within both ends and reach them', () => {
    const numbers = draw('{{$randomInt -2 3}}', 1000).map(Number);
    assert.deepEqual(
      [...new Set(numbers)].toSorted((a, b) => a - b),
      [-2, -1, 0, 1, 2, 3],
    );
    assert.deepEqual(draw('{{$randomInt 7 7}}', 2), ['7', '7']);
  });

  test('texts have the length and are made of letters and digits', () => {
    assert.ok(draw('{{$randomString 12}}', 100).every((text) => /^[A-Za-z\d]{12}$/.test(text)));
  });

  test('times are those of now', () => {
    const before = Math.floor(Date.now() / 1000);
    const [seconds, iso] = draw('{{$timestamp}} {{$isoTimestamp}}', 1)[0]?.split(' ') ?? [];
    assert.ok(Number(seconds) >= before && Number(seconds) <= before + 5);
    assert.match(iso ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('users and iterations are counted', () => {
    const context = { ...blankContext, user: 7, iteration: 3, counter: 22 };
    assert.equal(compileTemplate('{{$vu}} {{$iteration}} {{$counter}}').render(context), '7 3 22');
  });
});

describe('values stay values at their place', () => {
  test('in a path and a query', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const url = new URL(`http://h/x/${filled('{{a}}', { a }, urlEscaping)}/y`);
        // Segments of dots are a matter of URLs.
        fc.pre(!/^\.{1,2}$/.test(a));
        assert.equal(decodeURIComponent(url.pathname), `/x/${a.toWellFormed()}/y`);
        const query = new URLSearchParams(filled('a={{a}}&b={{b}}', { a, b }, urlEscaping));
        assert.deepEqual(
          [...query],
          [
            ['a', a.toWellFormed()],
            ['b', b.toWellFormed()],
          ],
        );
      }),
    );
  });

  test('in a header: nothing ends it', () => {
    fc.assert(
      fc.property(anyText, (a) => {
        const value = filled('x{{a}}', { a }, headerEscaping);
        assert.doesNotMatch(value, /[\r\n\0]/);
        assert.ok(value.isWellFormed());
      }),
    );
    assert.equal(filled('{{a}}', { a: 'a\r\nX-B: 1\té' }, headerEscaping), 'a%0D%0AX-B: 1\té');
  });

  test('in JSON: part of a string between quotes, elsewhere a value of its own', () => {
    const text = '{"a\\"{{a}}":"x{{a}}\\\\","b":{{b}},"c":[{{c}}],"d":"{{{{"}';
    const escaping = (): Escaping => bodyEscaping('application/json; charset=utf-8', text);
    fc.assert(
      fc.property(anyText, anyText, fc.json(), (a, b, c) => {
        fc.pre(!isJson(b));
        const body: unknown = JSON.parse(filled(text, { a, b, c }, escaping()));
        assert.deepEqual(
          body,
          JSON.parse(
            JSON.stringify({
              [`a"${a}`]: `x${a}\\`,
              b,
              c: [JSON.parse(c)],
              d: '{{',
            }),
          ),
        );
      }),
    );
    assert.equal(
      filled('[{{a}}]', { a: '1, "admin": true' }, bodyEscaping(undefined, '[')),
      '["1, \\"admin\\": true"]',
    );
  });

  test('a body is read by its type, without one by its looks', () => {
    assert.equal(seen(undefined, ' {"a":"{{a}}"}'), ' {"a":"x\\"&"}');
    assert.equal(seen('application/x-ndjson', '{"a":{{a}}}\n"{{a}}"'), '{"a":"x\\"&"}\n"x\\"&"');
    assert.equal(seen('application/x-www-form-urlencoded', 'a={{a}}'), 'a=x%22%26');
    assert.equal(seen('text/plain', '{"a":"{{a}}"}'), '{"a":"x"&"}');
    assert.equal(seen(undefined, '{{a}}'), 'x"&');
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function draw(text: string, count: number, seed = 1): readonly string[] {
  const template = compileTemplate(text);
  const context = contextOf({}, seed);
  return Array.from({ length: count }, () => template.render(context));
}

function seen(type: string | undefined, text: string): string {
  return filled(text, { a: 'x"&' }, bodyEscaping(type, text));
}
