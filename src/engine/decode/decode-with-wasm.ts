import { CLAP_RATE, FEATURE_RATE } from '../pcm.ts';
import { type DecodeRequest, type DecodeResult, GRACE_SECONDS } from './decode-request.ts';
import { inputArguments, outputArguments } from './ffmpeg-arguments.ts';
import {
  createFfmpegCore,
  type FfmpegCore,
  type FileNode,
  type MemoryFileSystem,
  prepareFfmpegCore,
} from './ffmpeg-core.ts';
import { createFfmpegLog } from './ffmpeg-log.ts';
import { createSampleBuffer, type SampleBuffer } from './sample-buffer.ts';

const INPUT = '/input';

type StopReason = 'too-long' | 'timeout';

/** Thrown in a callback of ffmpeg to stop it at a limit. Its WebAssembly instance is unusable afterwards. */
class StopDecoding extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Decodes with the embedded WebAssembly build of ffmpeg, which blocks the thread while it runs.
 * It cannot start processes, open files of the machine, or open sockets. Each read and write checks the limits.
 */
export async function decodeWithWasm(request: DecodeRequest, bytes: Uint8Array): Promise<DecodeResult> {
  const core = await createFfmpegCore();
  request.signal?.throwIfAborted();

  const seconds = request.maxSeconds + GRACE_SECONDS;
  const deadline = performance.now() + request.timeoutMs;
  const log = createFfmpegLog();
  // Limits are not checked in the logger, because Emscripten would turn an error thrown there into a failed write.
  core.setLogger(({ message }) => log.add(`${message}\n`));
  const checkLimits = () => {
    if (performance.now() > deadline) throw new StopDecoding('timeout');
    if ((log.claimedSeconds ?? 0) > seconds) throw new StopDecoding('too-long');
  };

  const feature = createSampleBuffer();
  const clap = request.withClap ? createSampleBuffer() : null;
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
    if (error instanceof StopDecoding) return error.reason;
    if (error instanceof WebAssembly.RuntimeError) return 'crash';
    throw error;
  }
}

/** Adds the input file to ffmpeg's in-memory file system. Calls `beforeEach` before each read of the file. */
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

/** Adds an output file whose content goes to `samples`. Calls `beforeEach` before each write to the file. */
function addOutput(fs: MemoryFileSystem, path: string, samples: SampleBuffer, beforeEach: () => void): void {
  fs.writeFile(path, new Uint8Array(0));
  replace(fs.lookupPath(path).node, {
    write(_stream, buffer, offset, length) {
      beforeEach();
      samples.write(buffer.subarray(offset, offset + length));
      return length;
    },
  });
}

function replace(node: FileNode, operations: Partial<FileNode['stream_ops']>): void {
  node.stream_ops = { ...node.stream_ops, ...operations };
}
