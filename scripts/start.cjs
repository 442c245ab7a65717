/**
 * Builds Soundalike if its compiler is installed, and runs the bot in this process, so that the signals of a supervisor
 * reach it: `npm start` calls `exec`, which replaces the shell. Windows has no `exec`, and runs the second command.
 * Old versions of Node.js can read this file too, so that it can print which version is needed.
 */
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const main = path.join(root, 'dist', 'main.js');

function end(line) {
  if (line) console.error(line);
  process.exit(1);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  end(
    `Soundalike needs Node.js 20.19 or newer, and this is ${process.versions.node}. Install it from https://nodejs.org or your system's packages, then run "npm ci" again.`,
  );
}
const isInstalled = (name) => existsSync(path.join(root, 'node_modules', name, 'package.json'));
if (!isInstalled('discord.js')) end('The packages of Soundalike are not installed. Run "npm ci", then "npm start".');
if (isInstalled('tsx') && isInstalled('esbuild')) {
  const builder = path.join(__dirname, 'build-with-progress.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', builder], { cwd: root, stdio: 'inherit' });
  if (status !== 0) end();
} else if (!existsSync(main)) {
  end(
    'Soundalike is not built, and its compiler is not installed, because npm left out the development packages. Run "npm ci --include=dev", then "npm start".',
  );
}
// npm passes SIGTERM on, but it may also be killed. The bot must not stay behind, or the next start would find it.
const parent = process.ppid;
if (process.env.npm_lifecycle_event === 'start' && process.platform !== 'win32') {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  timer.unref();
}
import(require('node:url').pathToFileURL(main)).catch((error) => {
  console.error(error);
  process.exit(1);
});
