import { VARIABLES } from '../config.ts';
import { similarVariables } from '../similar-variables.ts';
import { checkDiscord } from './discord-checks.ts';
import { checkMachine, type HostCheck } from './host-checks.ts';
import { type Arguments, configFrom } from './options.ts';

/** `doctor --host`: checks this machine, a line for each check. Returns false if something is wrong. */
export async function checkHost(args: Arguments): Promise<boolean> {
  const config = configFrom(args);
  const checks = [
    { name: 'configuration', isGood: true, text: 'every variable has a valid value' },
    ...similarVariables(process.env, VARIABLES).map(({ name, meant }) => ({
      name: 'configuration',
      isGood: false,
      text: `${name} is not a variable of Soundalike. Did you mean ${meant}?`,
    })),
    ...(await checkMachine(config)),
    ...(await checkDiscord(config)),
  ];
  const lines = args.json ? [JSON.stringify({ checks })] : checks.map(lineOf);
  process.stdout.write(`${lines.join('\n')}\n`);
  return checks.every(({ isGood }) => isGood);
}

function lineOf({ name, text, isGood }: HostCheck): string {
  const mark = isGood ? 'ok   ' : 'WRONG';
  const color = isGood ? 32 : 31;
  return `${process.stdout.isTTY ? `\u001b[${color}m${mark}\u001b[0m` : mark} ${name}: ${text}`;
}
