import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberFormats, stringFormats } from './formats.ts';

const TEXTS: Readonly<
  Record<string, { readonly yes: readonly string[]; readonly no: readonly string[] }>
> = {
  'date-time': {
    yes: [
      '2026-11-23T10:00:00Z',
      '2026-11-23t10:00:00.123z',
      '2024-02-29T00:00:00+14:00',
      '2016-12-31T18:59:60-05:00',
    ],
    no: [
      '2026-11-23 10:00:00Z',
      '2026-11-23T10:00:00',
      '2026-02-29T00:00:00Z',
      '2016-12-31T12:00:60Z',
      '2026-11-23T10:00:00Z\n',
    ],
  },
  date: {
    yes: ['2000-02-29', '0001-01-01'],
    no: ['1900-02-29', '2026-00-01', '2026-13-01', '2026-1-1', '२०२६-01-01'],
  },
  time: {
    yes: ['10:00:00Z', '10:00:00.5+05:30', '01:59:60+02:00'],
    no: ['10:00:00', '24:00:00Z', '10:00:00+24:00', '10:60:00Z'],
  },
  duration: {
    yes: ['P1Y2M3DT4H5M6S', 'PT0S', 'P3W'],
    no: ['P', 'PT', 'P1Y2D', 'P1W1D', 'PT1.5S', '1D'],
  },
  email: {
    yes: [
      'a@b',
      'a.b+c@d-e.example',
      '"a b"@c.example',
      'a@[127.0.0.1]',
      'a@[IPv6:::1]',
      `${'a'.repeat(64)}@b.example`,
    ],
    no: [
      'a',
      '@b',
      'a@',
      'a..b@c',
      '.a@b',
      'a b@c',
      'a@-b',
      'a@[256.0.0.1]',
      'é@b.example',
      `${'a'.repeat(65)}@b.example`,
    ],
  },
  'idn-email': { yes: ['é@bücher.example', 'a@b.example'], no: ['é', 'é@-b'] },
  hostname: {
    yes: ['localhost', 'a-b.example', 'xn--bcher-kva.example', '127.0.0.1'],
    no: ['', 'a..b', '-a', 'a_b', 'bücher.example', 'a.', 'xn--a', `${'a'.repeat(64)}.example`],
  },
  'idn-hostname': {
    yes: ['bücher.example', 'straße.de', 'example。com', 'אבג.example'],
    no: ['-ü', 'Ü', 'a\u00adü', 'אa', 'l·a'],
  },
  ipv4: { yes: ['0.0.0.0', '255.255.255.255'], no: ['1.2.3', '256.0.0.1', '01.2.3.4', '1.2.3.4 '] },
  ipv6: {
    yes: ['::', '::1', '1:2:3:4:5:6:7:8', '::ffff:1.2.3.4', '1::8'],
    no: ['1:2:3:4:5:6:7', ':1::', '1::2::3', '12345::', '::1%eth0', '1:2:3:4:5:6:7:1.2.3.4'],
  },
  uri: {
    yes: ['https://a.example:8080/b?c=d#e', 'mailto:a@b', 'urn:a:b', 'http://[::1]/'],
    no: ['/a', '//a', 'http://a b', 'http://a/%zz', 'http://ä', 'http://a:b/', '1a:b'],
  },
  'uri-reference': {
    yes: ['', '/a', '../b', '?q', '#f', '//host/p'],
    no: ['a:b:c d', ':a', '\\a', '#a#b'],
  },
  iri: { yes: ['http://bücher.example/ä?ö#ü'], no: ['/ä', 'http://ä b'] },
  'iri-reference': { yes: ['/ä', 'ä'], no: ['ä\\', '<ä>'] },
  'uri-template': {
    yes: ['/a/{b}{?c,d*}', '{+e:3}', ''],
    no: ['{', '}', '{}', '{a b}', 'a b', '{a:0}'],
  },
  uuid: {
    yes: ['2eb8aa08-aa98-41ea-b4aa-73b441d16380', '00000000-0000-0000-0000-000000000000'],
    no: ['2eb8aa08aa9841eab4aa73b441d16380', '{2eb8aa08-aa98-41ea-b4aa-73b441d16380}'],
  },
  'json-pointer': { yes: ['', '/', '/a~0b/~1'], no: ['a', '/~', '/~2'] },
  'relative-json-pointer': { yes: ['0', '1/a', '0#'], no: ['', '-1', '01', '1#/a', '/a'] },
  regex: { yes: ['^a+$', '(?<n>a)\\k<n>', ''], no: ['(', '\\a', '[b-a]'] },
  byte: { yes: ['', 'YQ==', 'YWI=', 'YWJj'], no: ['YQ', 'Y', 'YQ=', '=YQ=', 'YW Jj', '_w=='] },
};

for (const [format, { yes, no }] of Object.entries(TEXTS)) {
  test(`format ${format}`, () => {
    const accepts = stringFormats.get(format);
    assert.ok(accepts, 'is known');
    assert.deepEqual(
      yes.filter((text) => !accepts(text)),
      [],
    );
    assert.deepEqual(
      no.filter((text) => accepts(text)),
      [],
    );
  });
}

test('every format has examples', () => {
  assert.deepEqual([...stringFormats.keys()].toSorted(), Object.keys(TEXTS).toSorted());
});

test('formats of numbers', () => {
  assert.equal(judge('int32', 2 ** 31 - 1), true);
  assert.equal(judge('int32', 2 ** 31), false);
  assert.equal(judge('int32', 0.5), false);
  assert.equal(judge('int64', Number('9223372036854775807')), true);
  assert.equal(judge('int64', 1e19), false);
  assert.equal(judge('float', 3.4e38), true);
  assert.equal(judge('float', 3.5e38), false);
  assert.equal(judge('double', 1.7e308), true);
});

function judge(format: string, value: number): boolean | undefined {
  return numberFormats.get(format)?.(value);
}
