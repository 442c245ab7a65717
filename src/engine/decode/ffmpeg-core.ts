import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { EXPORT_ROOM, exportMutableGlobals } from './export-globals.ts';
import { createFfmpegInstance, type FfmpegInstance } from './ffmpeg-instance.ts';

/** The part of `@ffmpeg/core` 0.12 that is used here: ffmpeg's command line, built with Emscripten. */
export interface FfmpegCore {
  readonly FS: MemoryFileSystem;
  /** The exports of the WebAssembly instance: its memory, table, globals and functions. */
  readonly asm: WebAssembly.Exports;
  exec(...args: string[]): number;
  /** Allocates memory in the WebAssembly instance; returns 0 if its memory has run out. */
  _malloc(bytes: number): number;
  setLogger(logger: (line: { type: string; message: string }) => void): void;
}

export interface MemoryFileSystem {
  writeFile(path: string, data: Uint8Array, options?: { canOwn?: boolean }): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  lookupPath(path: string): { node: FileNode };
}

export interface FileNode {
  stream_ops: StreamOperations;
}

interface StreamOperations {
  read(stream: unknown, buffer: Int8Array, offset: number, length: number, position?: number): number;
  write(stream: unknown, buffer: Int8Array, offset: number, length: number, position?: number): number;
}

type CreateFfmpegCore = (options: {
  /** Creates a WebAssembly instance with these imports, passes it to `receive`, and returns its exports. */
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: { readonly exports: WebAssembly.Exports }) => WebAssembly.Exports,
  ): WebAssembly.Exports;
}) => Promise<FfmpegCore>;

/** Maximum WebAssembly memory of one run of ffmpeg, in bytes. The build itself would allow 2 GiB. */
const MEMORY_LIMIT_BYTES = 512 * 2 ** 20;
/** Return value of an Emscripten system call that is not permitted (-EPERM). */
const NOT_PERMITTED = -63;

const require = createRequire(import.meta.url);
let module: Promise<WebAssembly.Module> | undefined;
let prepared: Promise<FfmpegCore> | undefined;
/** A WebAssembly instance that has decoded a file and is not in use. */
let used: FfmpegInstance | undefined;
const instances = new WeakMap<FfmpegCore, FfmpegInstance>();
/** Key of the compiled module in the environment data of worker threads. */
const SHARED_MODULE = 'ffmpeg module';

/**
 * Returns a new ffmpeg in WebAssembly, with new memory, an empty file system and no sockets.
 * Each file gets new JavaScript state, and a WebAssembly instance that is new or reset, so that no state leaks from one
 * file to the next (docs/decisions/decoding.md). Creating an instance takes 10 ms or more and resetting one 3 ms, which
 * {@link recycleFfmpegCore} does in advance. `exec` blocks the calling thread until it ends, a callback throws, or the
 * thread is terminated.
 */
export async function createFfmpegCore(): Promise<FfmpegCore> {
  const core = prepared ?? instantiate();
  prepared = undefined;
  return core;
}

/** Compiles ffmpeg, once per process. Worker threads that start afterwards find the module, and do not compile it. */
export async function shareFfmpegModule(): Promise<void> {
  module ??= compile();
  setEnvironmentData(SHARED_MODULE, await module);
}

/** Takes back an ffmpeg that was not stopped. Its WebAssembly instance is reset and used again for the next file. */
export function recycleFfmpegCore(core: FfmpegCore): void {
  used = instances.get(core);
  instances.delete(core);
  prepareFfmpegCore();
}

/** Creates or resets the WebAssembly instance for the next file in advance, once the thread is idle. */
export function prepareFfmpegCore(): void {
  setImmediate(() => {
    if (prepared) return;
    prepared = instantiate();
    // If this fails, a caller that already waits for the instance gets the error. The next caller tries again.
    prepared.catch(() => {
      prepared = undefined;
    });
  }).unref();
}

async function instantiate(): Promise<FfmpegCore> {
  module ??= sharedModule() ?? compile();
  const compiled = await module;
  let instance = used?.reset() ? used : undefined;
  used = undefined;
  const core = await withWorkerScope(() =>
    factory()({
      instantiateWasm(imports, receive) {
        const confined = confine(imports);
        instance ??= createFfmpegInstance(compiled, confined);
        instance.connect(confined);
        return receive(instance);
      },
    }),
  );
  if (instance) instances.set(core, instance);
  return core;
}

function sharedModule(): Promise<WebAssembly.Module> | undefined {
  const shared = getEnvironmentData(SHARED_MODULE);
  return shared instanceof WebAssembly.Module ? Promise.resolve(shared) : undefined;
}

async function compile(): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(exportMutableGlobals(await readModule()));
  } catch (error) {
    // A failure to compile the module is not cached: the machine may have lacked memory or file handles for a moment.
    module = undefined;
    throw error;
  }
}

/** Reads the WebAssembly module into a buffer that begins with {@link EXPORT_ROOM} unused bytes. */
async function readModule(): Promise<Buffer> {
  const file = await open(require.resolve('@ffmpeg/core/wasm'));
  try {
    const { size } = await file.stat();
    const bytes = Buffer.alloc(EXPORT_ROOM + size);
    const { bytesRead } = await file.read(bytes, EXPORT_ROOM, size, 0);
    if (bytesRead < size) throw new Error('the WebAssembly module could not be read to its end');
    return bytes;
  } finally {
    await file.close();
  }
}

// Loaded as CommonJS, because Node.js before 20.19 rejects the package's ES module, which lacks `"type": "module"`.
function factory(): CreateFfmpegCore {
  const create: CreateFfmpegCore = require('@ffmpeg/core');
  return create;
}

/** Runs `create` while a global `self` exists, of which ffmpeg's build reads `self.location` when it is created. */
function withWorkerScope<T>(create: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'self');
  Object.defineProperty(globalThis, 'self', { value: { location: { href: '' } }, configurable: true });
  try {
    return create();
  } finally {
    if (before) Object.defineProperty(globalThis, 'self', before);
    else Reflect.deleteProperty(globalThis, 'self');
  }
}

/**
 * Returns WebAssembly imports that have a lower memory limit and cannot open sockets.
 * Emscripten would turn sockets into WebSockets. The functions are found by their own names, because the names under
 * which they are imported are minified.
 */
function confine(imports: WebAssembly.Imports): WebAssembly.Imports {
  let found = 0;
  const confined: WebAssembly.Imports = {};
  for (const [group, members] of Object.entries(imports)) {
    confined[group] = Object.fromEntries(
      Object.entries(members).map(([key, value]): [string, WebAssembly.ImportValue] => {
        if (typeof value !== 'function') return [key, value];
        if (value.name === '___syscall_socket') {
          found += 1;
          return [key, () => NOT_PERMITTED];
        }
        if (value.name === '_emscripten_resize_heap') {
          found += 1;
          return [key, (size: number) => (size >>> 0 > MEMORY_LIMIT_BYTES ? 0 : Number(value(size)))];
        }
        return [key, value];
      }),
    );
  }
  if (found !== 2) throw new Error('this build of @ffmpeg/core has other imports, so it cannot be confined');
  return confined;
}
