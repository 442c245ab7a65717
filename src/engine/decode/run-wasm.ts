import type { Ending, FfmpegOutput, FfmpegRun } from './decode-request.ts';
import { inputArguments } from './ffmpeg-arguments.ts';
import {
  createFfmpegCore,
  type FfmpegCore,
  type FileNode,
  type MemoryFileSystem,
  prepareFfmpegCore,
  recycleFfmpegCore,
} from './ffmpeg-core.ts';

const INPUT = '/input';

type StopReason = 'too-long' | 'too-detailed' | 'timeout' | 'crash';

/** An error that a callback of ffmpeg throws to stop ffmpeg at a limit. The instance is not used again afterwards. */
class StopDecoding extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`stopped: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Runs the embedded WebAssembly build of ffmpeg, which blocks the thread until it ends.
 * It cannot start processes, open files of the machine, or open sockets. Each read and write checks the limits.
 */
export async function runWasm({ outputs, timeoutMs, signal }: FfmpegRun, bytes: Uint8Array): Promise<Ending> {
  const core = await createFfmpegCore();
  signal?.throwIfAborted();

  const deadline = performance.now() + timeoutMs;
  const checkTime = () => {
    if (performance.now() > deadline) throw new StopDecoding('timeout');
  };
  // Without a logger, ffmpeg's build would print its log to the console.
  core.setLogger(() => {});
  addInput(core.FS, bytes, checkTime);
  const args = inputArguments(INPUT);
  for (const [index, output] of outputs.entries()) {
    addOutput(core.FS, `/output${index}`, output, checkTime);
    args.push(...output.args, `/output${index}`);
  }
  const ending = run(core, args);
  if (ending === 'done' || ending === 'failed') recycleFfmpegCore(core);
  else prepareFfmpegCore();
  return ending;
}

function run(core: FfmpegCore, args: readonly string[]): Ending {
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

/** Adds an output file whose content goes to `output`. Calls `beforeEach` before each write to the file. */
function addOutput(fs: MemoryFileSystem, path: string, output: FfmpegOutput, beforeEach: () => void): void {
  fs.writeFile(path, new Uint8Array(0));
  let end = 0;
  replace(fs.lookupPath(path).node, {
    write(_stream, buffer, offset, length, position = end) {
      beforeEach();
      // At the end, ffmpeg returns to the header of a WAV file to state its length. A pipe would not take that either.
      if (position !== end) return length;
      end += length;
      const reason = output.write(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length));
      if (reason !== null) throw new StopDecoding(reason);
      return length;
    },
  });
}

function replace(node: FileNode, operations: Partial<FileNode['stream_ops']>): void {
  node.stream_ops = { ...node.stream_ops, ...operations };
}
