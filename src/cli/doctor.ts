import path from 'node:path';
import { storageOptions } from '../config.ts';
import { type CheckedIssue, checkDataFolder } from '../storage/check-data-folder.ts';
import { checkStoredDatabase } from '../storage/index.ts';
import { checkHost } from './check-host.ts';
import { type Arguments, configFrom, existingFolder, UsageError } from './options.ts';

/**
 * `doctor [--data DIR] [--repair | --host]`: checks a data folder, the database, or this machine.
 * Returns false if a problem remains.
 */
export async function doctor(args: Arguments): Promise<boolean> {
  if (args.files.length > 0) throw new UsageError('name the data folder with --data DIR');
  if (args.host) return checkHost(args);
  const config = configFrom(args);
  const isDatabase = config.STORE === 'postgres' && args.data === undefined;
  const data = isDatabase ? 'the database' : path.resolve(await existingFolder(config.DATA_DIR));
  const findings = isDatabase
    ? await checkStoredDatabase(storageOptions(config), args.repair)
    : await checkDataFolder(data, { repair: args.repair });
  const lines = args.json ? [JSON.stringify({ data, findings })] : reportLines(data, findings);
  process.stdout.write(`${lines.join('\n')}\n`);
  return findings.every(({ repaired }) => repaired);
}

function reportLines(data: string, findings: readonly CheckedIssue[]): string[] {
  if (findings.length === 0) return [`No problems found in ${data}.`];
  const lines = findings.map((finding) => `${finding.file}: ${finding.problem} (${statusOf(finding)})`);
  const repairable = findings.filter(({ repaired, remedy }) => !repaired && remedy !== null).length;
  return repairable > 0
    ? [...lines, `${repairable} of ${findings.length} can be repaired: run the doctor again with --repair.`]
    : lines;
}

function statusOf({ remedy, repaired }: CheckedIssue): string {
  if (remedy === null) return 'needs a person to decide';
  return repaired ? `done: ${remedy}` : `can be repaired: ${remedy}`;
}
