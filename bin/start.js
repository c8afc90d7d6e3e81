'use strict';
const { readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const { createRequire, enableCompileCache, getCompileCacheDir } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { Script, constants } = require('node:vm');

/**
 * Runs `dist/bin/main.cjs` with the code that an earlier run of the same command compiled. Node's own cache holds what
 * runs while a file is loaded; the functions that are called later, nearly all of them, would be compiled each time.
 */
const [, program, ...args] = process.argv;
const called = basename(program, '.js') === 'trivet' ? args[0] : basename(program, '.js');
const command = /^[a-z-]+$/.test(called) ? called : '';
const isHelp = args.some((arg) => /^(?:--help|-h|--version|-v)$/.test(arg));
if (/^(?:scaffold|api-scaffolder)$/.test(command) && !isHelp && !args.some(isLarge)) hurry();
const file = join(__dirname, '../dist/bin/main.cjs');
const text = readFileSync(file, 'utf8');
enableCompileCache();
const cache = cacheFile();
const cachedData = readCache();
const script = new Script(`(function (exports, require, module, __filename, __dirname) {${text}\n})`, {
  filename: file,
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
});
if (cachedData === undefined || script.cachedDataRejected) process.on('exit', writeCache);
const cli = { exports: {} };
script.runInThisContext()(cli.exports, createRequire(file), cli, file, dirname(file));
cli.exports.main();

/** A file that keeps a command busy for seconds: then it pays to optimise code, and to look for garbage beside the work. */
function isLarge(arg) {
  try {
    return statSync(arg).size > 1_500_000;
  } catch {
    return false;
  }
}

/**
 * Generating is over within a second, before the optimised code of a function that was called 400 times (the default) has
 * earned what compiling it cost, a sixth of the time. And nobody waits for an answer meanwhile, so garbage is collected in
 * one go when there is need to, not step by step before.
 *
 * V8 refuses compiled code of other flags: what comes with Node and will be needed is loaded before, our own after.
 */
function hurry() {
  for (const name of ['node:crypto', 'node:tty', 'node:timers/promises']) require(name);
  setFlagsFromString('--invocation-count-for-maglev=4000');
  setFlagsFromString('--minimum-invocations-after-ic-update=4000');
  setFlagsFromString('--no-incremental-marking');
}

/** One for each content and command, since commands call different functions; in Node's folder, which is that of a version. */
function cacheFile() {
  const folder = getCompileCacheDir();
  const [, hash] = /^\/\/ (\w+)\n/.exec(text) ?? [];
  if (folder === undefined || hash === undefined) return undefined;
  return join(folder, `trivet-${hash}-${command}${isHelp ? '-help' : ''}`);
}

function readCache() {
  try {
    return readFileSync(cache);
  } catch {
    return undefined;
  }
}

/** Of a run that came to its end; what cannot be written is compiled again next time. */
function writeCache(exitCode) {
  if (exitCode !== 0 || cache === undefined) return;
  try {
    writeFileSync(`${cache}.${process.pid}`, script.createCachedData());
    renameSync(`${cache}.${process.pid}`, cache);
  } catch {}
}
