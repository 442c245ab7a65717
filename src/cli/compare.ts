import { parseArguments, UsageError } from './options.ts';
import { comparisonLines } from './comparison-lines.ts';
import { configured } from './configured.ts';
import { withEngine } from './with-engine.ts';

/** `compare A B`: how alike two sounds are, and why. `--json` prints the engine's `Comparison`. */
export async function compare(argv: readonly string[]): Promise<boolean> {
  const args = parseArguments(argv, []);
  const [a, b] = args.files;
  if (a === undefined || b === undefined || args.files.length > 2) throw new UsageError('name two files');
  return withEngine(configured(args), async (engine) => {
    const [first, second] = await Promise.all([engine.embed(a), engine.embed(b)]);
    const comparison = engine.compare(first, second);
    process.stdout.write(args.json ? `${JSON.stringify(comparison)}\n` : comparisonLines(comparison));
    return true;
  });
}
