import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { transform } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { nodeProblem } from '../../src/check-node.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string) => readFile(path.join(ROOT, file), 'utf8');

/** A bot that writes its process id, waits, and needs a moment to stop. */
const BOT = `
  console.log('running ' + process.pid);
  const timer = setInterval(() => {}, 1000);
  process.on('SIGTERM', () => setTimeout(() => { console.log('stopped'); clearInterval(timer); }, 300));`;

/** Writes a package with the start script and these files. Returns its folder. */
async function packageWith(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(path.join(folder, 'scripts'));
  await cp(path.join(ROOT, 'scripts/start.cjs'), path.join(folder, 'scripts/start.cjs'));
  const { scripts } = JSON.parse(await read('package.json'));
  const own = { 'package.json': JSON.stringify({ type: 'module', scripts: { start: scripts.start } }) };
  for (const [name, content] of Object.entries({ ...own, ...files })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const start = (cwd: string) => spawnSync(process.execPath, ['scripts/start.cjs'], { cwd, encoding: 'utf8' });

test('npm start without installed packages says what to do in one line', async () => {
  const { status, stderr } = start(await packageWith({}));
  expect([status, stderr]).toEqual([
    1,
    'The packages of Soundalike are not installed. Run "npm ci", then "npm start".\n',
  ]);
});

test('npm start without compiler and build says what to do in one line', async () => {
  const { status, stderr } = start(await packageWith({ 'node_modules/discord.js/package.json': '{}' }));
  expect(status).toBe(1);
  expect(stderr).toMatch(/^Soundalike is not built.* Run "npm ci --include=dev", then "npm start"\.\n$/);
});

test('npm start without compiler runs the build that is there', async () => {
  const folder = await packageWith({
    'node_modules/discord.js/package.json': '{}',
    'dist/main.js': 'console.log("the bot runs")',
  });
  expect(start(folder)).toMatchObject({ status: 0, stdout: 'the bot runs\n' });
});

test.for([
  ['SIGTERM', 'npm ends after it'],
  ['SIGKILL', 'the bot ends although npm is gone'],
] as const)('%s to npm stops the bot in order, and %s', async ([signal]) => {
  const folder = await packageWith({ 'node_modules/discord.js/package.json': '{}', 'dist/main.js': BOT });
  const cli = process.env.npm_execpath;
  const [command, ...args] = cli ? [process.execPath, cli] : ['npm'];
  const npm = spawn(command, [...args, 'start', '--silent'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  npm.stdout.on('data', (chunk) => (output += chunk));
  onTestFinished(() => void npm.kill('SIGKILL'));
  await expect.poll(() => output, { timeout: 30_000 }).toMatch(/running (\d+)/);
  const pid = Number(/running (\d+)/.exec(output)?.[1]);
  onTestFinished(() => {
    if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  });
  npm.kill(signal);
  await once(npm, 'exit');
  if (signal === 'SIGTERM') expect(output).toContain('stopped');
  await expect.poll(() => output).toContain('stopped');
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('the script of npm start has no syntax that is newer than Node.js 12', async () => {
  const code = await read('scripts/start.cjs');
  const [old, current] = await Promise.all(['node12.20', 'esnext'].map((target) => transform(code, { target })));
  expect(old?.code).toBe(current?.code);
});

test('an old Node.js is named in one line, before the rest of the program is loaded', async () => {
  expect(nodeProblem('18.19.0')).toMatch(/^Soundalike needs Node\.js 20\.19 or newer, and this is 18\.19\.0\..*$/);
  for (const version of ['20.18.3', '12.22.0']) expect(nodeProblem(version)).not.toBeNull();
  for (const version of ['20.19.0', '22.0.0', '26.1.0']) expect(nodeProblem(version)).toBeNull();
  expect(JSON.parse(await read('package.json')).engines.node).toBe('>=20.19');
  for (const file of ['src/main.ts', 'src/cli.ts']) {
    const imports = [...(await read(file)).matchAll(/^import .* from '(.+)';$/gm)].map(([, name]) => name);
    expect(imports).toEqual(['./check-node.ts']);
  }
  expect(await read('src/check-node.ts')).not.toMatch(/^import /m);
});
