import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';

/**
 * node scripts/pack.ts: all that the command line needs in one file, `dist/bin/main.cjs`, which `bin/start.cjs` runs.
 * Its first line names its content.
 */
const { outputFiles } = await build({
  entryPoints: ['dist/cli/main.js'],
  outfile: 'dist/bin/main.cjs',
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  external: ['yaml', 'oxc-parser'],
  banner: { js: `const packedUrl = require('node:url').pathToFileURL(__filename).href;` },
  define: { 'import.meta.url': 'packedUrl' },
});
for (const { path, text, hash } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `// ${hash.replaceAll(/\W/g, '_')}\n${text}`);
}
