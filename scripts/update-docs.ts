import { writeFileSync } from 'node:fs';
import { referenceDocs } from './reference-docs.ts';

// node scripts/update-docs.ts: writes the documents that are made from the code.
for (const [path, text] of referenceDocs()) {
  writeFileSync(new URL(`../${path}`, import.meta.url), text);
}
