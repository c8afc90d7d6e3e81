#!/usr/bin/env node
// Old syntax on purpose: whichever Node runs this must be able to read it.
var version = process.versions.node;
if (Number(version.split('.')[0]) < 24) {
  console.error('error: trivet needs Node 24 or newer, and this is Node ' + version + '.');
  console.error('  next: Install it from https://nodejs.org, or run "npx -p node@24 -p trivet trivet ...".');
  process.exit(2);
}
require('./start.js');
