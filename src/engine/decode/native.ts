import { spawn } from 'node:child_process';
import { copyFile, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prism from 'prism-media';
import { CLAP_RATE, FEATURE_RATE } from '../pcm.ts';
import { bareEnvironment } from './bare-environment.ts';
import { limitProcess } from './confine-process.ts';
import { createDecodeLog, type DecodeLog } from './decode-log.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS } from './decode-request.ts';
import { inputArguments, outputArguments } from './ffmpeg-arguments.ts';
import type { NativeFfmpeg } from './find-ffmpeg.ts';
import { inPrivateFolder } from './private-folder.ts';
import { createSampleSink, type SampleSink } from './samples.ts';

/** Address space, of which a distribution's ffmpeg takes 300 MB for its libraries alone. */
const MEMORY_BYTES = 2 ** 30;

/**
 * Decodes with a native ffmpeg, one process without a shell. Bytes go through a file in a private folder, because an
 * m4a whose index is at the end cannot be read from a pipe; the folder is always removed.
 * @throws the signal's reason where it is aborted; the process has been killed and has ended by then
 */
export async function decodeWithNative(request: DecodeRequest, ffmpeg: NativeFfmpeg): Promise<DecodeResult> {
  return await inPrivateFolder(async (folder) => {
    const { source, withClap, timeoutMs } = request;
    const input = path.join(folder, 'input');
    if (typeof source !== 'string') await writeFile(input, source, { mode: 0o600 });
    // Under a name that says nothing, or ffmpeg would take a hint from it. Windows may refuse links.
    else await symlink(source, input).catch(() => copyFile(source, input));

    const seconds = request.maxSeconds + GRACE_SECONDS;
    const args = inputArguments(input, seconds);
    const clapFile = path.join(folder, 'clap');
    if (withClap) args.push(...outputArguments(CLAP_RATE, seconds), `file:${clapFile}`);
    // The last output goes to prism-media's pipe.
    args.push(...outputArguments(FEATURE_RATE, seconds));
    const limited = await limitProcess(ffmpeg.command, args, {
      memoryBytes: MEMORY_BYTES,
      cpuSeconds: Math.ceil(timeoutMs / 1000) + 1,
      fileBytes: Math.ceil((seconds + 1) * CLAP_RATE * Float32Array.BYTES_PER_ELEMENT),
    });

    const feature = createSampleSink();
    const log = createDecodeLog();
    const ending = await runProcess(limited, request, feature, log);
    if (log.diskIsFull) throw new Error(`No space left for decoding in ${folder}`);
    const clap = withClap ? createSampleSink() : null;
    if (clap && feature.byteLength > 0 && (ending === 'done' || ending === 'failed'))
      clap.write(await readFile(clapFile));
    return { feature: feature.samples(), clap: clap?.samples() ?? null, ending, log };
  });
}

/** Runs ffmpeg to its end, or kills it at a limit; settles once the process is gone. */
async function runProcess(
  { command, args }: { command: string; args: string[] },
  request: DecodeRequest,
  sink: SampleSink,
  log: DecodeLog,
): Promise<DecodeResult['ending']> {
  const { signal, maxSeconds, timeoutMs } = request;
  signal?.throwIfAborted();
  // prism-media would run an ffmpeg of its own choice and hand it this process's whole environment.
  Object.assign(prism.FFmpeg, {
    create: () => spawn(command, [...args, 'pipe:1'], { env: bareEnvironment(), windowsHide: true }),
  });
  const stream = new prism.FFmpeg();
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
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };

    const most = (maxSeconds + GRACE_SECONDS) * FEATURE_RATE * Float32Array.BYTES_PER_ELEMENT;
    stream.on('data', (bytes: Uint8Array) => {
      if (sink.byteLength <= most) sink.write(bytes);
      else stop('too-long');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log.add(text);
      if ((log.claimedSeconds ?? 0) > maxSeconds + GRACE_SECONDS) stop('too-long');
    });
    // A pipe that breaks because the process ended is no news; that it ended is.
    stream.on('error', () => {});
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (status, killedBy) => {
      settle();
      if (signal?.aborted) reject(signal.reason);
      else resolve(stopped ?? (killedBy ? 'crash' : status === 0 ? 'done' : 'failed'));
    });
  });
}
