import { type Config, VARIABLES } from '../config.ts';
import { isExpected } from '../errors.ts';
import { similarVariables } from '../similar-variables.ts';
import { checkDiscord } from './discord-checks.ts';
import { checkMachine, type HostCheck } from './host-checks.ts';
import { type Arguments, configFrom } from './options.ts';

/** `doctor --host`: checks this machine, a line for each check. Returns false if something is wrong. */
export async function checkHost(args: Arguments): Promise<boolean> {
  const { config, checks } = readVariables(args);
  if (config) checks.push(...(await checkMachine(config)), ...(await checkDiscord(config)));
  const lines = args.json ? [JSON.stringify({ checks })] : checks.map(lineOf);
  process.stdout.write(`${lines.join('\n')}\n`);
  return checks.every(({ isGood }) => isGood);
}

/** Checks the variables. Returns no configuration if one is invalid. */
function readVariables(args: Arguments): { config: Config | null; checks: HostCheck[] } {
  const name = 'configuration';
  const checks = similarVariables(process.env, VARIABLES).map((similar) => ({
    name,
    isGood: false,
    text: `${similar.name} is not a variable of Soundalike. Did you mean ${similar.meant}?`,
  }));
  try {
    const config = configFrom(args);
    const good = { name, isGood: true, text: 'every variable has a valid value' };
    return { config, checks: checks.length === 0 ? [good] : checks };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { config: null, checks: [...checks, { name, isGood: false, text: error.message }] };
  }
}

function lineOf({ name, text, isGood }: HostCheck): string {
  const mark = isGood ? 'ok   ' : 'WRONG';
  const color = isGood ? 32 : 31;
  return `${process.stdout.isTTY ? `\u001b[${color}m${mark}\u001b[0m` : mark} ${name}: ${text}`;
}
