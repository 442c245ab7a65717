import { type CheckedIssue, checkDataFolder } from '../storage/doctor.ts';
import { parseArguments, UsageError } from './arguments.ts';
import { configured } from './configured.ts';
import { existingFolder } from './existing-folder.ts';

/** `doctor [--data DIR] [--repair]`: checks a data folder, every byte of it. False where something is left to do. */
export async function doctor(argv: readonly string[]): Promise<boolean> {
  const args = parseArguments(argv, ['data', 'repair']);
  if (args.files.length > 0) throw new UsageError('the folder goes behind --data');
  const data = await existingFolder(configured(args).DATA_DIR);
  const findings = await checkDataFolder(data, { repair: args.repair });
  const left = findings.filter(({ repaired }) => !repaired);
  if (args.json) console.log(JSON.stringify({ data, findings }));
  else for (const line of report(data, findings)) console.log(line);
  return left.length === 0;
}

function report(data: string, findings: readonly CheckedIssue[]): string[] {
  if (findings.length === 0) return [`All is well in ${data}.`];
  const lines = findings.map(({ file, problem, remedy, repaired }) => {
    const what =
      remedy === null ? 'needs a person to decide' : repaired ? `done: ${remedy}` : `can be repaired: ${remedy}`;
    return `${file}: ${problem} (${what})`;
  });
  const left = findings.filter(({ repaired, remedy }) => !repaired && remedy !== null).length;
  return left > 0 ? [...lines, `${left} of them: run it again with --repair.`] : lines;
}
