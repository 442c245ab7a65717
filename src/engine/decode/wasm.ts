import { CLAP_RATE, FEATURE_RATE } from '../pcm.ts';
import { createDecodeLog } from './decode-log.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS } from './decode-request.ts';
import { inputArguments, outputArguments } from './ffmpeg-arguments.ts';
import { createFfmpegCore, prepareFfmpegCore } from './ffmpeg-core.ts';
import type { FfmpegCore, FileNode, MemoryFileSystem } from './ffmpeg-core-types.ts';
import { createSampleSink, type SampleSink } from './samples.ts';

const INPUT = '/input';

type StopReason = 'too-long' | 'timeout';

/** Thrown through ffmpeg, from a callback that it made, to end it: the instance is thrown away afterwards. */
class Stop extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Decodes with the embedded WebAssembly build: no process, no file, no socket, whatever the file says. It blocks the
 * thread while it runs. The limits are looked at whenever ffmpeg reads or writes.
 */
export async function decodeWithWasm(request: DecodeRequest, bytes: Uint8Array): Promise<DecodeResult> {
  const core = await createFfmpegCore();
  request.signal?.throwIfAborted();

  const seconds = request.maxSeconds + GRACE_SECONDS;
  const deadline = performance.now() + request.timeoutMs;
  const log = createDecodeLog();
  // Not to be thrown from here: Emscripten turns what a logger throws into a failed write.
  core.setLogger(({ message }) => log.add(`${message}\n`));
  const checkLimits = () => {
    if (performance.now() > deadline) throw new Stop('timeout');
    if ((log.claimedSeconds ?? 0) > seconds) throw new Stop('too-long');
  };

  const feature = createSampleSink();
  const clap = request.withClap ? createSampleSink() : null;
  const args = inputArguments(INPUT, seconds);
  addInput(core.FS, bytes, checkLimits);
  addOutput(core.FS, '/feature', feature, checkLimits);
  args.push(...outputArguments(FEATURE_RATE, seconds), '/feature');
  if (clap) {
    addOutput(core.FS, '/clap', clap, checkLimits);
    args.push(...outputArguments(CLAP_RATE, seconds), '/clap');
  }

  const ending = run(core, args);
  prepareFfmpegCore();
  return { feature: feature.samples(), clap: clap?.samples() ?? null, ending, log };
}

function run(core: FfmpegCore, args: readonly string[]): DecodeResult['ending'] {
  try {
    return core.exec(...args) === 0 ? 'done' : 'failed';
  } catch (error) {
    if (error instanceof Stop) return error.reason;
    if (error instanceof WebAssembly.RuntimeError) return 'crash';
    throw error;
  }
}

function addInput(fs: MemoryFileSystem, bytes: Uint8Array, beforeEach: () => void): void {
  fs.writeFile(INPUT, bytes, { canOwn: true });
  const node = fs.lookupPath(INPUT).node;
  const { read } = node.stream_ops;
  replace(node, {
    read(...args) {
      beforeEach();
      return read(...args);
    },
  });
}

/** A file whose contents go straight to the sink instead of into the memory file system. */
function addOutput(fs: MemoryFileSystem, path: string, sink: SampleSink, beforeEach: () => void): void {
  fs.writeFile(path, new Uint8Array(0));
  replace(fs.lookupPath(path).node, {
    write(_stream, buffer, offset, length) {
      beforeEach();
      sink.write(buffer.subarray(offset, offset + length));
      return length;
    },
  });
}

function replace(node: FileNode, operations: Partial<FileNode['stream_ops']>): void {
  node.stream_ops = { ...node.stream_ops, ...operations };
}
