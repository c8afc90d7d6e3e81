#!/usr/bin/env node
// The name decides how the arguments are read: see src/cli/seed-names.ts.
require('./trivet.js');
