import { testCheck } from '../../../../test/support/checks.ts';
import { extensionInPublic } from './check.ts';

testCheck(extensionInPublic, {
  fires: [
    {
      name: 'where it goes by itself',
      sql: 'CREATE EXTENSION pg_trgm',
      expected: /^info extension pg_trgm has put \d+ objects into schema public$/m,
      subjects: ['extension pg_trgm'],
    },
  ],
  silent: [
    {
      name: 'a schema of its own',
      sql: 'CREATE SCHEMA extensions; CREATE EXTENSION pg_trgm SCHEMA extensions',
    },
    { name: 'plpgsql, which every database has', sql: 'SELECT 1' },
  ],
});
