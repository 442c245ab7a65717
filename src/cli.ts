#!/usr/bin/env node
import { runCommandLine } from './cli/run-command-line.ts';

process.stdout.on('error', (error) => {
  // If a reader, such as `head`, closes the pipe early, the program ends without an error message.
  if (!('code' in error && error.code === 'EPIPE')) process.stderr.write(`soundalike: ${error.message}\n`);
  process.exit(1);
});
process.exitCode = await runCommandLine(process.argv.slice(2));
