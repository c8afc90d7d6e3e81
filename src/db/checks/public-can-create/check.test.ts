import { testCheck } from '../../../../test/support/checks.ts';
import { publicCanCreate } from './check.ts';

// Until version 14 every new database has it.
const closed = 'REVOKE CREATE ON SCHEMA public FROM PUBLIC;';

testCheck(publicCanCreate, {
  fires: [
    {
      name: 'the schema public',
      sql: 'GRANT CREATE ON SCHEMA public TO PUBLIC',
      expected: /^info every role can create tables and functions in schema public$/m,
      subjects: ['schema public'],
    },
    {
      name: 'another schema, and somebody who could',
      roles: ['visitor'],
      sql: `${closed} ALTER ROLE visitor LOGIN; CREATE SCHEMA s; GRANT CREATE ON SCHEMA s TO PUBLIC`,
      expected: /^warning .* in schema s, also 1 role that has no other right to$/m,
      subjects: ['schema s'],
    },
  ],
  silent: [
    { name: 'revoked', sql: closed },
    {
      name: 'granted to one role',
      roles: ['migrator'],
      sql: `${closed} GRANT CREATE ON SCHEMA public TO migrator`,
    },
    {
      name: 'everybody may use it',
      sql: `${closed} CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO PUBLIC`,
    },
  ],
});
