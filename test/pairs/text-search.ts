import type { Pair } from './pair.ts';

export const textSearch: readonly Pair[] = [
  {
    name: 'text search made',
    new: `
      CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
      CREATE TEXT SEARCH TEMPLATE t (INIT = dsimple_init, LEXIZE = dsimple_lexize);
      CREATE TEXT SEARCH TEMPLATE bare (LEXIZE = dsimple_lexize);
      CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = t, ACCEPT = false);
      CREATE TEXT SEARCH DICTIONARY "English d" (TEMPLATE = snowball, LANGUAGE = english, STOPWORDS = english);
      CREATE TEXT SEARCH CONFIGURATION c (PARSER = p);
      ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR asciiword, word WITH d, "English d";
      ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR email WITH simple;
      CREATE TEXT SEARCH CONFIGURATION copied (COPY = pg_catalog.german);
      COMMENT ON TEXT SEARCH PARSER p IS 'p'; COMMENT ON TEXT SEARCH TEMPLATE t IS 't'; COMMENT ON TEXT SEARCH DICTIONARY d IS 'd'; COMMENT ON TEXT SEARCH CONFIGURATION c IS 'c';
      ALTER TEXT SEARCH DICTIONARY d OWNER TO reader; ALTER TEXT SEARCH CONFIGURATION c OWNER TO reader;
      CREATE TABLE x (a text); CREATE INDEX ON x USING gin (to_tsvector('"text search made".c', a));`,
  },
  {
    name: 'text search changed',
    both: `CREATE TEXT SEARCH TEMPLATE t (INIT = dsimple_init, LEXIZE = dsimple_lexize);`,
    old: `
      CREATE TEXT SEARCH DICTIONARY kept (TEMPLATE = pg_catalog.simple, ACCEPT = false);
      CREATE TEXT SEARCH DICTIONARY stops (TEMPLATE = pg_catalog.simple, STOPWORDS = english);
      CREATE TEXT SEARCH DICTIONARY other (TEMPLATE = pg_catalog.simple);
      CREATE TEXT SEARCH CONFIGURATION c (PARSER = pg_catalog.default);
      ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR asciiword, word, email WITH kept, stops;
      CREATE TABLE x (a text, b tsvector GENERATED ALWAYS AS (to_tsvector('"text search changed".c', a)) STORED);`,
    new: `
      CREATE TEXT SEARCH DICTIONARY kept (TEMPLATE = pg_catalog.simple, ACCEPT = true, STOPWORDS = english);
      CREATE TEXT SEARCH DICTIONARY stops (TEMPLATE = pg_catalog.simple);
      CREATE TEXT SEARCH DICTIONARY other (TEMPLATE = t);
      CREATE TEXT SEARCH CONFIGURATION c (PARSER = pg_catalog.default);
      ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR asciiword WITH kept; ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR email WITH kept, stops;
      ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR url WITH other;
      CREATE TABLE x (a text, b tsvector GENERATED ALWAYS AS (to_tsvector('"text search changed".c', a)) STORED);`,
    never: /TABLE|DROP TEXT SEARCH (DICTIONARY "text search changed"\.(kept|stops)|CONFIGURATION)/,
  },
  {
    name: 'text search parser changed',
    old: `CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
      CREATE TEXT SEARCH CONFIGURATION c (PARSER = p); ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH simple; COMMENT ON TEXT SEARCH CONFIGURATION c IS 'c';`,
    new: `CREATE TEXT SEARCH PARSER p (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
      CREATE TEXT SEARCH CONFIGURATION c (PARSER = p); ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word WITH simple; COMMENT ON TEXT SEARCH CONFIGURATION c IS 'c';`,
  },
];
