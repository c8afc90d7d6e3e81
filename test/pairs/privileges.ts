import type { Pair } from './pair.ts';

export const privileges: readonly Pair[] = [
  {
    name: 'default privileges',
    old: `
      ALTER DEFAULT PRIVILEGES FOR ROLE writer IN SCHEMA "default privileges" GRANT SELECT, INSERT ON TABLES TO reader;
      ALTER DEFAULT PRIVILEGES FOR ROLE writer GRANT USAGE ON SEQUENCES TO reader WITH GRANT OPTION;
      ALTER DEFAULT PRIVILEGES FOR ROLE writer REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;`,
    new: `
      ALTER DEFAULT PRIVILEGES FOR ROLE writer IN SCHEMA "default privileges" GRANT SELECT ON TABLES TO reader WITH GRANT OPTION;
      ALTER DEFAULT PRIVILEGES FOR ROLE writer IN SCHEMA "default privileges" GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
      ALTER DEFAULT PRIVILEGES FOR ROLE writer GRANT USAGE ON SEQUENCES TO reader;
      ALTER DEFAULT PRIVILEGES FOR ROLE writer REVOKE ALL ON TYPES FROM PUBLIC;
      ALTER DEFAULT PRIVILEGES FOR ROLE writer REVOKE DELETE ON TABLES FROM writer;
      ALTER DEFAULT PRIVILEGES FOR ROLE writer GRANT CREATE ON SCHEMAS TO reader;`,
  },
  {
    name: 'default privileges and new objects',
    old: `ALTER DEFAULT PRIVILEGES IN SCHEMA "default privileges and new objects" GRANT SELECT ON TABLES TO reader;
      ALTER DEFAULT PRIVILEGES IN SCHEMA "default privileges and new objects" GRANT EXECUTE ON FUNCTIONS TO writer;`,
    new: `CREATE TABLE plain (a int); CREATE TABLE other (a int); GRANT INSERT ON other TO reader; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
      ALTER DEFAULT PRIVILEGES IN SCHEMA "default privileges and new objects" GRANT SELECT ON TABLES TO writer;`,
  },
  {
    name: 'default privileges of a new schema',
    new: `CREATE SCHEMA privileged; ALTER DEFAULT PRIVILEGES IN SCHEMA privileged GRANT SELECT ON TABLES TO reader; CREATE TABLE privileged.t (a int);`,
  },
];
