import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { loadPglite, startPglite } from '../pglite-session.ts';
import { keepFileInCache, removeFolder } from './folders.ts';
import type { Host } from './host.ts';

/** Counts up when what is made here changes, so that older copies in the cache are left alone. */
const RECIPE = 1;

/** A data folder that nobody has used yet, packed. Making one takes seconds of work, so a copy is kept in the cache. */
export async function pristineData(host: Host): Promise<Blob> {
  // That it is not installed is said before anything else is.
  await loadPglite();
  const kept = join(host.cacheFolder, 'shadow', `pglite-${packageVersion()}-${RECIPE}.tar.gz`);
  try {
    return asTar(gunzipSync(readFileSync(kept)));
  } catch {
    // Not there, or broken: it is written in one go, but the machine may have gone down.
    await removeFolder(kept);
  }
  const data = await makeData();
  await keepFileInCache(gzipSync(data), kept).catch(() => {});
  return asTar(data);
}

/** The two templates are most of it, and an instance makes no databases. */
async function makeData(): Promise<Uint8Array<ArrayBuffer>> {
  const db = await startPglite({});
  await db.exec('UPDATE pg_database SET datistemplate = false');
  await db.exec('DROP DATABASE template0');
  await db.exec('DROP DATABASE template1');
  const packed = await db.dumpDataDir('none');
  await db.close();
  return new Uint8Array(await packed.arrayBuffer());
}

function asTar(data: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([data], { type: 'application/x-tar' });
}

function packageVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const text = readFileSync(join(dirname(entry), '../package.json'), 'utf8');
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
