import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translateSeedCall } from './seed-names.ts';

const translations: readonly (readonly [call: string, trivet: string])[] = [
  [
    'api-scaffolder openapi.yaml --framework express --output src/routes/',
    'scaffold openapi.yaml --framework express --output src/routes/',
  ],
  [
    'api-scaffolder --from-db postgres://h/d --output src/routes/',
    'scaffold --from-db postgres://h/d --output src/routes/',
  ],
  [
    'api-scaffolder src/routes/ --generate-spec --output openapi.yaml',
    'scaffold src/routes/ --generate-spec --output openapi.yaml',
  ],
  ['api-scaffolder --help', 'scaffold --help'],
  ['api-scaffolder --version', '--version'],
  [
    'database-migration-tool --connection postgres://h/d --analyze',
    'db analyze --connection postgres://h/d',
  ],
  [
    'database-migration-tool --analyze --connection postgres://h/d',
    'db analyze --connection postgres://h/d',
  ],
  [
    'database-migration-tool --connection postgres://h/d --compare schema/v2.sql --output migrations/',
    'db compare --connection postgres://h/d schema/v2.sql --output migrations/',
  ],
  [
    'database-migration-tool --connection postgres://h/d --compare=v2.sql',
    'db compare --connection postgres://h/d v2.sql',
  ],
  [
    'database-migration-tool --connection postgres://h/d --suggest-indexes --output m/',
    'db suggest-indexes --connection postgres://h/d --output m/',
  ],
  [
    'database-migration-tool --connection postgres://h/d --migrate m/a.sql --dry-run',
    'db migrate --connection postgres://h/d m/a.sql --dry-run',
  ],
  ['database-migration-tool --help', 'db --help'],
  [
    'api-load-tester https://h/users --concurrency 50 --duration 30',
    'load https://h/users --concurrency 50 --duration 30',
  ],
  [
    'api-load-tester https://h/v1 https://h/v2 --compare --concurrency 50',
    'load https://h/v1 https://h/v2 --compare --concurrency 50',
  ],
  ['trivet scaffold x', 'scaffold x'],
];

for (const [call, expected] of translations) {
  test(call, () => {
    const [program = '', ...args] = call.split(' ');
    assert.deepEqual(translateSeedCall(program, args), expected.split(' '));
  });
}

test('the migration tool does exactly one thing per call', () => {
  for (const args of [[], ['--analyze', '--migrate', 'a.sql']]) {
    assert.throws(() => translateSeedCall('database-migration-tool', args), { code: 'USAGE' });
  }
});
