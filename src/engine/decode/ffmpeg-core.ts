import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { CreateFfmpegCore, FfmpegCore } from './ffmpeg-core-types.ts';

/** What one run may use of WebAssembly memory; the build itself would go to 2 GiB. */
const MEMORY_LIMIT_BYTES = 512 * 2 ** 20;
/** POSIX "operation not permitted", as Emscripten's system calls return it. */
const NOT_PERMITTED = -63;

const require = createRequire(import.meta.url);
let module: Promise<WebAssembly.Module> | undefined;
let prepared: Promise<FfmpegCore> | undefined;

/**
 * A fresh instance of ffmpeg compiled to WebAssembly: its own memory, its own empty file system, no sockets.
 * The module is compiled once per thread (about 0.1 s); an instance takes about 10 ms, so that each file gets its own
 * and no state leaks from one stranger's file to the next; see {@link prepareFfmpegCore}. Single-threaded: `exec` blocks the calling thread, and can
 * be stopped only by throwing from a callback or by terminating the thread.
 */
export async function createFfmpegCore(): Promise<FfmpegCore> {
  const core = prepared ?? instantiate();
  prepared = undefined;
  return core;
}

/** Makes the instance that the next call is given, once the thread has nothing else to do. */
export function prepareFfmpegCore(): void {
  setImmediate(() => {
    if (prepared) return;
    prepared = instantiate();
    // Whoever asks for it meanwhile is told; who comes later tries again.
    prepared.catch(() => {
      prepared = undefined;
    });
  }).unref();
}

async function instantiate(): Promise<FfmpegCore> {
  module ??= compile();
  const compiled = await module;
  return withWorkerScope(() =>
    factory()({
      instantiateWasm(imports, receive) {
        return receive(new WebAssembly.Instance(compiled, confine(imports)));
      },
    }),
  );
}

async function compile(): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(await readFile(require.resolve('@ffmpeg/core/wasm')));
  } catch (error) {
    // The next file tries again: what failed may have been a moment without memory or file handles.
    module = undefined;
    throw error;
  }
}

// The package's ES module lacks `"type": "module"`, which Node before 20.19 does not accept; the CommonJS one always works.
function factory(): CreateFfmpegCore {
  const create: CreateFfmpegCore = require('@ffmpeg/core');
  return create;
}

/** The build believes that it is in a browser's worker and reads `self.location` once, while it is being created. */
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
 * The imports with a smaller memory limit and no sockets (Emscripten would make WebSockets of them where Node has
 * those). Import names are minified; the functions keep theirs.
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
  if (found !== 2) throw new Error('@ffmpeg/core is not the build that this code knows how to confine');
  return confined;
}
