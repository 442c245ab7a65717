import { type DecodeRequest, type DecodeResult, GRACE_SECONDS } from './decode-request.ts';
import { inputArguments, outputArguments } from './ffmpeg-arguments.ts';
import {
  createFfmpegCore,
  type FfmpegCore,
  type FileNode,
  type MemoryFileSystem,
  prepareFfmpegCore,
  recycleFfmpegCore,
} from './ffmpeg-core.ts';
import { createFfmpegLog } from './ffmpeg-log.ts';
import { createPcmSink, type PcmSink } from './pcm-sink.ts';

const INPUT = '/input';
const OUTPUT = '/output';

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
  const sink = createPcmSink(request);
  const checkLimits = () => {
    if (performance.now() > deadline) throw new StopDecoding('timeout');
    if (sink.isTooLong || (log.claimedSeconds ?? 0) > seconds) throw new StopDecoding('too-long');
  };

  addInput(core.FS, bytes, checkLimits);
  addOutput(core.FS, sink, checkLimits);
  const ending = run(core, [...inputArguments(INPUT, seconds), ...outputArguments(), OUTPUT]);
  if (ending === 'done' || ending === 'failed') recycleFfmpegCore(core);
  else prepareFfmpegCore();
  return { ...sink.finish(), ending, log };
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

/** Adds the output file, whose content goes to `sink`. Calls `beforeEach` before each write to the file. */
function addOutput(fs: MemoryFileSystem, sink: PcmSink, beforeEach: () => void): void {
  fs.writeFile(OUTPUT, new Uint8Array(0));
  let end = 0;
  replace(fs.lookupPath(OUTPUT).node, {
    write(_stream, buffer, offset, length, position = end) {
      beforeEach();
      // At the end, ffmpeg returns to the header to state the length, which is known already.
      if (position !== end) return length;
      end += length;
      sink.write(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length));
      return length;
    },
  });
}

function replace(node: FileNode, operations: Partial<FileNode['stream_ops']>): void {
  node.stream_ops = { ...node.stream_ops, ...operations };
}
