import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { nodeProblem } from '../check-node.ts';
import type { Config } from '../config.ts';
import { freeMemory } from '../default-threads.ts';
import { onnxProblem, usableDecoder } from '../engine/index.ts';
import { accessText, unreadableReason } from '../files/explain-access.ts';
import { lockFolder } from '../files/lock.ts';
import { pictureProblem } from '../pictures/index.ts';

/** Result of one check of the machine. */
export interface HostCheck {
  readonly name: string;
  /** What was found, as a sentence without a full stop, or what to do if it is wrong. */
  readonly text: string;
  readonly isGood: boolean;
}

/** Below these, the bot has been seen to fail, in MiB. docs/operations.md gives the measured minimum. */
const MIN_MEMORY_MB = 350;
const MIN_DISK_MB = 500;

/** Checks this machine: Node.js, memory, folders, lock and the optional parts. Reads only; takes the lock for a moment. */
export async function checkMachine(config: Config): Promise<HostCheck[]> {
  return [
    checkNode(),
    checkMemory(config.THREADS),
    ...(await checkFolder('data folder', config.DATA_DIR)),
    await checkLock(config.DATA_DIR),
    ...(config.CLAP === 'off' ? [] : await checkFolder('model folder', config.MODELS_DIR)),
    await checkFfmpeg(config),
    ...(config.CLAP === 'off' ? [] : [problemOrGood('ONNX Runtime', await onnxProblem())]),
    problemOrGood('canvas', await pictureProblem()),
  ];
}

function checkNode(): HostCheck {
  const { node } = process.versions;
  return { name: 'Node.js', isGood: nodeProblem(node) === null, text: nodeProblem(node) ?? node };
}

function checkMemory(threads: number): HostCheck {
  const megabytes = Math.floor(freeMemory() / 2 ** 20);
  const text = `${megabytes} MB free, for ${threads} analysis ${threads === 1 ? 'thread' : 'threads'}`;
  if (megabytes >= MIN_MEMORY_MB) return { name: 'memory', isGood: true, text };
  return { name: 'memory', isGood: false, text: `${text}. Free at least ${MIN_MEMORY_MB} MB, and set THREADS=1` };
}

/** Checks access to a folder and the space on its disk. A folder that does not exist yet is judged by the one above. */
async function checkFolder(name: string, folder: string): Promise<HostCheck[]> {
  const existing = await closestFolder(path.resolve(folder));
  const reason = await unreadableReason(existing);
  if (reason !== null) return [{ name, isGood: false, text: reason }];
  const isWritable = await access(existing, constants.W_OK).then(
    () => true,
    () => false,
  );
  const { bavail, bsize } = await statfs(existing);
  const free = Math.floor((bavail * bsize) / 2 ** 20);
  const isLarge = free >= MIN_DISK_MB;
  return [
    { name, isGood: isWritable, text: isWritable ? path.resolve(folder) : await accessText(existing) },
    { name: `disk of the ${name}`, isGood: isLarge, text: `${free} MB free${isLarge ? '' : '. Free some space'}` },
  ];
}

async function closestFolder(folder: string): Promise<string> {
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  return isThere || path.dirname(folder) === folder ? folder : closestFolder(path.dirname(folder));
}

async function checkLock(folder: string): Promise<HostCheck> {
  const name = 'lock';
  if (!(await stat(folder).catch(() => null))) return { name, isGood: true, text: 'the data folder is not in use' };
  try {
    await (await lockFolder(folder))();
    return { name, isGood: true, text: 'no other Soundalike uses the data folder' };
  } catch (error) {
    return { name, isGood: false, text: error instanceof Error ? error.message : String(error) };
  }
}

async function checkFfmpeg(config: Config): Promise<HostCheck> {
  const warnings: string[] = [];
  const decoder = await usableDecoder(config.DECODER, config.FFMPEG_PATH, (text) => void warnings.push(text));
  const [warning] = warnings;
  if (warning) return { name: 'ffmpeg', isGood: false, text: warning };
  return { name: 'ffmpeg', isGood: true, text: decoder === 'native' ? 'a native one' : 'the built-in one' };
}

function problemOrGood(name: string, problem: string | null): HostCheck {
  return { name, isGood: problem === null, text: problem ?? 'works' };
}
