import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { copyFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import prism from 'prism-media';
import type { NativeFfmpeg } from './choose-decoder.ts';
import { type Command, minimalEnvironment, withProcessLimits } from './confine-process.ts';
import type { Ending, FfmpegOutput, FfmpegRun } from './decode-request.ts';
import { inputArguments } from './ffmpeg-arguments.ts';
import { inPrivateFolder } from './private-folder.ts';

/** Maximum address space of ffmpeg, in bytes. The libraries of a distribution's ffmpeg alone take 300 MB. */
const MEMORY_BYTES = 2 ** 30;
/** Maximum size of a file that ffmpeg writes, in bytes. It has to write none, because all outputs are pipes. */
const FILE_BYTES = 2 ** 16;
/** File descriptors of the outputs: the standard output, then those after the standard error. */
const DESCRIPTORS = [1, 3, 4, 5];

/**
 * Runs a native ffmpeg, in one process without a shell. All outputs are pipes.
 * The input is a file in a private temporary folder, because ffmpeg cannot read an m4a file with its index at the end
 * from a pipe. The folder is always removed.
 * @throws the signal's reason if it aborts, after the process has ended
 */
export async function runNative(run: FfmpegRun, ffmpeg: NativeFfmpeg): Promise<Ending> {
  return await inPrivateFolder(async (folder) => {
    const { source, outputs, timeoutMs } = run;
    const input = path.join(folder, 'input');
    if (typeof source !== 'string') await writeFile(input, source, { mode: 0o600 });
    // ffmpeg gets a link to the input, or a copy if Windows forbids links, whose name gives no hint of the format.
    else await symlink(source, input).catch(() => copyFile(source, input));
    const args = inputArguments(input);
    for (const [index, output] of outputs.entries()) args.push(...output.args, `pipe:${DESCRIPTORS[index]}`);
    const limits = { memoryBytes: MEMORY_BYTES, cpuSeconds: Math.ceil(timeoutMs / 1000) + 1, fileBytes: FILE_BYTES };
    return runProcess(await withProcessLimits({ command: ffmpeg.command, args }, limits), run);
  });
}

type StopReason = 'too-long' | 'too-detailed' | 'timeout' | 'crash';

/** Runs ffmpeg until it exits, or kills it if it exceeds a limit. Settles once the process has ended. */
async function runProcess(command: Command, { signal, timeoutMs, outputs }: FfmpegRun): Promise<Ending> {
  signal?.throwIfAborted();
  const stream = openStream(command, outputs.length);
  const child = stream.process;
  stream.end();

  return await new Promise((resolve, reject) => {
    let stopped: StopReason | undefined;
    const stop = (reason: StopReason) => {
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

    for (const [index, output] of outputs.entries()) {
      const pipe = index === 0 ? stream : child.stdio[DESCRIPTORS[index] ?? 0];
      if (pipe instanceof Readable) readPipe(pipe, output, stop);
    }
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

/** Passes what a pipe delivers to an output, and calls `stop` once the output takes no more. */
function readPipe(pipe: Readable, output: FfmpegOutput, stop: (reason: StopReason) => void): void {
  pipe.on('data', (bytes: Uint8Array) => {
    const reason = output.write(bytes);
    if (reason === null) return;
    stop(reason);
    pipe.removeAllListeners('data').resume();
  });
  // Errors of the pipes are ignored. They only show that the process has ended, which the event 'close' reports.
  pipe.on('error', () => {});
}

/**
 * Starts a command as the process of prism-media's `FFmpeg` stream, with a pipe for each output.
 * Replaces `FFmpeg.create`, which would run the first ffmpeg that it finds, with all variables and without limits.
 */
function openStream({ command, args }: Command, outputs: number): prism.FFmpeg {
  const stdio: StdioOptions = ['pipe', 'pipe', 'ignore', ...Array<'pipe'>(outputs - 1).fill('pipe')];
  const create = (): ChildProcess => spawn(command, args, { env: minimalEnvironment(), windowsHide: true, stdio });
  Object.assign(prism.FFmpeg, { create });
  return new prism.FFmpeg();
}
