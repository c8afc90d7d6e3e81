import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';

/**
 * node scripts/pack.ts: all that the command line needs in one file, `dist/bin/main.cjs`, which `bin/start.js` runs, and
 * all that a thread of a load test needs in another. The first line of each names its content.
 */
const { outputFiles } = await build({
  entryPoints: { main: 'dist/cli/main.js', 'load-worker': 'dist/load/engine/load-worker.js' },
  outdir: 'dist/bin',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  external: ['yaml', 'oxc-parser', 'libpg-query', 'pg', '@electric-sql/*'],
  banner: { js: `const packedUrl = require('node:url').pathToFileURL(__filename).href;` },
  define: { 'import.meta.url': 'packedUrl' },
});
for (const { path, text, hash } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `// ${hash.replaceAll(/\W/g, '_')}\n${text}`);
}
