import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import prism from 'prism-media';
import { CLAP_RATE, FEATURE_RATE } from '../pcm.ts';
import { createDecodeLog, type DecodeLog } from './decode-log.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS } from './decode-run.ts';
import { inputArguments, outputArguments } from './ffmpeg-arguments.ts';
import type { NativeFfmpeg } from './find-ffmpeg.ts';
import { createSampleSink, type SampleSink } from './sample-sink.ts';

/**
 * Decodes with a native ffmpeg, one process without a shell. Bytes go through a file in a private folder, because an
 * m4a whose index is at the end cannot be read from a pipe; the folder is always removed.
 * @throws the signal's reason where it is aborted; the process has been killed and has ended by then
 */
export async function decodeWithNative(request: DecodeRequest, ffmpeg: NativeFfmpeg): Promise<DecodeResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'soundalike-'));
  try {
    const { source } = request;
    const input = typeof source === 'string' ? source : path.join(folder, 'input');
    if (typeof source !== 'string') await writeFile(input, source, { mode: 0o600 });

    const seconds = request.maxSeconds + GRACE_SECONDS;
    const args = inputArguments(input, seconds);
    const clapFile = path.join(folder, 'clap');
    if (request.withClap) args.push(...outputArguments(CLAP_RATE, seconds), `file:${clapFile}`);
    // prism-media adds the name of the last output, its own pipe.
    args.push(...outputArguments(FEATURE_RATE, seconds));

    const feature = createSampleSink();
    const log = createDecodeLog();
    const stopped = await runProcess(ffmpeg, args, request, feature, log);
    const clap = request.withClap ? createSampleSink() : null;
    if (clap && stopped === null && feature.byteLength > 0) clap.write(await readFile(clapFile));
    return { feature: feature.samples(), clap: clap?.samples() ?? null, stopped, log };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs ffmpeg to its end, or kills it at a limit; resolves once the process is gone. */
async function runProcess(
  ffmpeg: NativeFfmpeg,
  args: string[],
  request: DecodeRequest,
  sink: SampleSink,
  log: DecodeLog,
): Promise<DecodeResult['stopped']> {
  request.signal?.throwIfAborted();
  // prism-media looks for its own ffmpeg here; this is the one that was chosen.
  prism.FFmpeg.getInfo = () => ({ ...ffmpeg, info: '', output: '' });
  const stream = new prism.FFmpeg({ args });
  const child = stream.process;

  return await new Promise((resolve, reject) => {
    let stopped: DecodeResult['stopped'] = null;
    const stop = (reason: DecodeResult['stopped']) => {
      stopped ??= reason;
      child.kill('SIGKILL');
    };
    const abort = () => stop(null);
    const timer = setTimeout(stop, request.timeoutMs, 'timeout');
    request.signal?.addEventListener('abort', abort);

    const most = (request.maxSeconds + GRACE_SECONDS) * FEATURE_RATE * Float32Array.BYTES_PER_ELEMENT;
    stream.on('data', (bytes: Uint8Array) => {
      if (sink.byteLength <= most) sink.write(bytes);
      else stop('too-long');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log.add(text);
      if ((log.claimedSeconds ?? 0) > request.maxSeconds + GRACE_SECONDS) stop('too-long');
    });
    // A pipe that breaks because the process ended is no news; that it ended is.
    stream.on('error', () => {});
    const settle = () => {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', abort);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (_code, signal) => {
      settle();
      if (request.signal?.aborted) reject(request.signal.reason);
      else resolve(stopped ?? (signal ? 'crash' : null));
    });
  });
}
