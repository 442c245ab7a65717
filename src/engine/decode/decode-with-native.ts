import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import prism from 'prism-media';
import type { NativeFfmpeg } from './choose-decoder.ts';
import { type Command, minimalEnvironment, withProcessLimits } from './confine-process.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS } from './decode-request.ts';
import { inputArguments, outputArguments } from './ffmpeg-arguments.ts';
import { createFfmpegLog, type FfmpegLog } from './ffmpeg-log.ts';
import { createPcmSink, type PcmSink } from './pcm-sink.ts';

/** Maximum address space of ffmpeg, in bytes. The libraries of a distribution's ffmpeg alone take 300 MB. */
const MEMORY_BYTES = 2 ** 30;

/**
 * Decodes with a native ffmpeg, in one process without a shell.
 * The input is a file in a private temporary folder, because ffmpeg cannot read an m4a file with its index at the end
 * from a pipe. The folder is always removed.
 * @throws the signal's reason if it aborts, after the process has ended
 */
export async function decodeWithNative(request: DecodeRequest, ffmpeg: NativeFfmpeg): Promise<DecodeResult> {
  return await inPrivateFolder(async (folder) => {
    const { source, timeoutMs } = request;
    const input = path.join(folder, 'input');
    if (typeof source !== 'string') await writeFile(input, source, { mode: 0o600 });
    // The input is linked (if Windows forbids that: copied) under a name that gives ffmpeg no hint of the format.
    else await symlink(source, input).catch(() => copyFile(source, input));

    const seconds = request.maxSeconds + GRACE_SECONDS;
    const args = [...inputArguments(input, seconds), ...outputArguments(), 'pipe:1'];
    const limited = await withProcessLimits(
      { command: ffmpeg.command, args },
      // ffmpeg writes only to a pipe, to which the limit on files does not apply.
      { memoryBytes: MEMORY_BYTES, cpuSeconds: Math.ceil(timeoutMs / 1000) + 1, fileBytes: 0 },
    );
    const log = createFfmpegLog();
    const sink = createPcmSink(request);
    const ending = await runProcess(limited, request, sink, log);
    return { ...sink.finish(), ending, log };
  });
}

/** Runs ffmpeg until it exits, or kills it if it exceeds a limit. Settles once the process has ended. */
async function runProcess(
  command: Command,
  { signal, maxSeconds, timeoutMs }: DecodeRequest,
  sink: PcmSink,
  log: FfmpegLog,
): Promise<DecodeResult['ending']> {
  signal?.throwIfAborted();
  const stream = openStream(command);
  const child = stream.process;
  stream.end();

  return await new Promise((resolve, reject) => {
    let stopped: 'too-long' | 'timeout' | undefined;
    const stop = (reason: 'too-long' | 'timeout') => {
      stopped ??= reason;
      child.kill('SIGKILL');
    };
    const abort = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', abort);
    const timer = setTimeout(stop, timeoutMs, 'timeout');
    const cleanUp = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };

    stream.on('data', (bytes: Uint8Array) => {
      sink.write(bytes);
      if (sink.isTooLong) stop('too-long');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log.add(text);
      if ((log.claimedSeconds ?? 0) > maxSeconds + GRACE_SECONDS) stop('too-long');
    });
    // Errors of the pipes are ignored: they follow from the end of the process, which 'close' reports.
    stream.on('error', () => {});
    child.once('error', (error) => {
      cleanUp();
      reject(error);
    });
    child.once('close', (status, killedBy) => {
      cleanUp();
      if (signal?.aborted) reject(signal.reason);
      else resolve(stopped ?? (killedBy ? 'crash' : status === 0 ? 'done' : 'failed'));
    });
  });
}

/**
 * Starts a command as the process of prism-media's `FFmpeg` stream.
 * Replaces `FFmpeg.create`, which would run the first ffmpeg that it finds, with all variables and without limits.
 */
function openStream({ command, args }: Command): prism.FFmpeg {
  const create = (): ChildProcess => spawn(command, args, { env: minimalEnvironment(), windowsHide: true });
  Object.assign(prism.FFmpeg, { create });
  return new prism.FFmpeg();
}

const FOLDER_PREFIX = 'soundalike-decode-';
/** Age in milliseconds of a temporary folder that a killed process left behind. No decoding takes as long. */
const ABANDONED_MS = 10 * 60_000;
let removedAbandoned: Promise<void> | undefined;

/** Creates a temporary folder that only this user can enter, runs `work` with it, and removes it. */
async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  removedAbandoned ??= removeAbandonedFolders();
  await removedAbandoned;
  const folder = await mkdtemp(path.join(tmpdir(), FOLDER_PREFIX));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function removeAbandonedFolders(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(FOLDER_PREFIX))) {
    const folder = path.join(tmpdir(), name);
    const stats = await stat(folder).catch(() => null);
    const isAbandoned = stats && stats.mtimeMs < Date.now() - ABANDONED_MS;
    // If the folder belongs to another user, its removal fails, as it should.
    if (isAbandoned) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}
