import { nodeProblem } from './check-node.ts';

const problem = nodeProblem(process.versions.node);
if (problem === null) await import('./run-bot.ts');
else {
  console.error(problem);
  process.exitCode = 1;
}
