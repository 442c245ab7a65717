import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_ROOM, exportMutableGlobals } from '../../../src/engine/decode/export-globals.ts';
import { inputArguments, SAMPLE_ARGUMENTS, trackArguments } from '../../../src/engine/decode/ffmpeg-arguments.ts';
import { createFfmpegCore, type FfmpegCore, recycleFfmpegCore } from '../../../src/engine/decode/ffmpeg-core.ts';
import { encodeAudio } from '../../helpers/encode-audio.ts';

const SECRET = 0.123_456_789;

/** Copies of everything in which a WebAssembly instance can keep state. */
function stateOf({ asm }: FfmpegCore) {
  const values = Object.values(asm);
  const memory = values.find((value) => value instanceof WebAssembly.Memory);
  const table = values.find((value) => value instanceof WebAssembly.Table);
  if (!memory || !table) throw new Error('no memory or no table');
  return {
    memory: Buffer.from(memory.buffer.slice(0)),
    globals: values.flatMap((value) => (value instanceof WebAssembly.Global ? [value.value] : [])),
    // The names of functions are their indices in the module.
    table: Array.from({ length: table.length }, (_, index) => nameOf(table.get(index))),
  };
}

function nameOf(entry: unknown): string | null {
  return typeof entry === 'function' ? entry.name : null;
}

function memoryOf({ asm }: FfmpegCore): ArrayBuffer | undefined {
  return Object.values(asm).find((value) => value instanceof WebAssembly.Memory)?.buffer;
}

function decode(core: FfmpegCore, file: Uint8Array): number {
  core.FS.writeFile('/input', file);
  return core.exec(...inputArguments('/input'), ...trackArguments(null), ...SAMPLE_ARGUMENTS, '/output');
}

describe('a WebAssembly instance that has decoded a file', () => {
  let fresh: ReturnType<typeof stateOf>;
  let secretFile: Uint8Array;
  const secretBytes = Buffer.from(new Float32Array(8).fill(SECRET).buffer);

  beforeAll(async () => {
    fresh = stateOf(await createFfmpegCore());
    secretFile = await encodeAudio(new Float32Array(44_100).fill(SECRET), 44_100, 'wav-f32');
  });

  async function use(file: Uint8Array): Promise<FfmpegCore> {
    const core = await createFfmpegCore();
    decode(core, file);
    return core;
  }

  it('equals a new instance after its reset: memory, globals and table', async () => {
    for (const format of ['wav-f32', 'mp3', 'ogg', 'm4a', 'flac', 'opus'] as const) {
      const used = await use(await encodeAudio(new Float32Array(44_100).fill(SECRET), 44_100, format));
      recycleFfmpegCore(used);
      const next = await createFfmpegCore();
      expect(memoryOf(next), `${format}: the instance is used again`).toBe(memoryOf(used));
      const state = stateOf(next);
      expect(state.memory.equals(fresh.memory), format).toBe(true);
      expect(state.globals).toEqual(fresh.globals);
      expect(state.table).toEqual(fresh.table);
    }
  });

  it('contains samples of the file before its reset, but not afterwards', async () => {
    const used = await use(secretFile);
    expect(stateOf(used).memory.includes(secretBytes)).toBe(true);
    recycleFfmpegCore(used);
    expect(stateOf(await createFfmpegCore()).memory.includes(secretBytes)).toBe(false);
  });

  it('equals a new instance after a file that ffmpeg rejects, and after a wrong option', async () => {
    const attempts = [(core: FfmpegCore) => decode(core, new Uint8Array(1000)), (core: FfmpegCore) => core.exec('-x')];
    for (const attempt of attempts) {
      const core = await createFfmpegCore();
      expect(attempt(core)).not.toBe(0);
      recycleFfmpegCore(core);
      const next = await createFfmpegCore();
      expect(memoryOf(next)).toBe(memoryOf(core));
      expect(stateOf(next).memory.equals(fresh.memory)).toBe(true);
      expect(stateOf(next).globals).toEqual(fresh.globals);
    }
  });

  it('has another file system for the next file', async () => {
    const used = await use(secretFile);
    used.FS.writeFile('/secret', new Uint8Array(8));
    recycleFfmpegCore(used);
    const next = await createFfmpegCore();
    for (const path of ['/secret', '/input', '/output']) expect(() => next.FS.readFile(path)).toThrow();
  });

  it('is not used again if its memory has grown', async () => {
    const used = await createFfmpegCore();
    expect(used._malloc(64 * 2 ** 20)).not.toBe(0);
    recycleFfmpegCore(used);
    const next = await createFfmpegCore();
    expect(memoryOf(next)).not.toBe(memoryOf(used));
    expect(stateOf(next).memory.equals(fresh.memory)).toBe(true);
  });

  it('gives the next file the same samples as a new instance', async () => {
    const sound = Float32Array.from({ length: 22_050 }, (_, i) => Math.sin(i * i * 1e-5));
    const file = await encodeAudio(sound, 44_100, 'mp3');
    const output = async () => {
      const core = await use(file);
      const bytes = core.FS.readFile('/output');
      return { core, bytes };
    };
    const first = await output();
    recycleFfmpegCore(await use(secretFile));
    const second = await output();
    expect(Buffer.from(second.bytes).equals(Buffer.from(first.bytes))).toBe(true);
  });
});

describe('the build of ffmpeg', () => {
  it('can keep state only in its memory and in mutable globals', async () => {
    const require = createRequire(import.meta.url);
    const bytes = Buffer.concat([Buffer.alloc(EXPORT_ROOM), await readFile(require.resolve('@ffmpeg/core/wasm'))]);
    const module = new WebAssembly.Module(exportMutableGlobals(bytes));
    const kinds = (described: readonly { kind: string }[]) => [...new Set(described.map(({ kind }) => kind))].sort();
    expect(kinds(WebAssembly.Module.imports(module))).toEqual(['function']);
    expect(kinds(WebAssembly.Module.exports(module))).toEqual(['function', 'global', 'memory', 'table']);
    // Instructions that change a table need the feature `reference-types`, which the compiler did not use.
    const [features] = WebAssembly.Module.customSections(module, 'target_features');
    expect(Buffer.from(features ?? new ArrayBuffer(0)).toString('latin1')).toContain('+\x0fmutable-globals');
    expect(Buffer.from(features ?? new ArrayBuffer(0)).toString('latin1')).not.toContain('reference-types');
  });
});
