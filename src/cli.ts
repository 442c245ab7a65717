#!/usr/bin/env node
import { nodeProblem } from './check-node.ts';

process.stdout.on('error', (error) => {
  // If a reader, such as `head`, closes the pipe early, the program ends without an error message.
  if (!('code' in error && error.code === 'EPIPE')) process.stderr.write(`soundalike: ${error.message}\n`);
  process.exit(1);
});
const problem = nodeProblem(process.versions.node);
if (problem === null) {
  const { runCommandLine } = await import('./cli/run-command-line.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
} else {
  process.stderr.write(`soundalike: ${problem}\n`);
  process.exitCode = 1;
}
