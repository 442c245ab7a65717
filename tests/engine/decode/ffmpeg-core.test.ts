import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { createFfmpegCore, prepareFfmpegCore } from '../../../src/engine/decode/ffmpeg-core.ts';

/** Runs ffmpeg without the options that restrict its access to files, so that the tests show what WebAssembly prevents. */
async function run(...args: string[]) {
  const core = await createFfmpegCore();
  const log: string[] = [];
  core.setLogger(({ message }) => log.push(message));
  const status = core.exec('-v', 'error', ...args);
  return { status, log: log.join('\n') };
}

describe('ffmpeg in WebAssembly', () => {
  it('cannot read the files of this machine', async () => {
    const { status, log } = await run('-f', 'u8', '-i', fileURLToPath(import.meta.url), '-f', 'null', '-');
    expect(status).not.toBe(0);
    expect(log).toContain('No such file or directory');
  });

  it('cannot connect to the network', async () => {
    const connections: string[] = [];
    // Emscripten implements sockets with the global class WebSocket, if there is one. Node.js has it since version 22.
    vi.stubGlobal(
      'WebSocket',
      class {
        constructor(url: string) {
          connections.push(url);
        }
      },
    );
    for (const protocol of ['http', 'tcp', 'udp']) {
      const { status } = await run('-i', `${protocol}://127.0.0.1:9/`, '-f', 'null', '-');
      expect(status).not.toBe(0);
    }
    vi.unstubAllGlobals();
    expect(connections).toEqual([]);
  });

  it('shares no state between instances', async () => {
    const first = await createFfmpegCore();
    first.FS.writeFile('/secret', new Uint8Array(8));
    const second = await createFfmpegCore();
    expect(() => second.FS.readFile('/secret')).toThrow();
  });

  it('decodes only one file with each instance, even with one that was created in advance', async () => {
    prepareFfmpegCore();
    await setImmediate();
    const [first, second] = [await createFfmpegCore(), await createFfmpegCore()];
    first.FS.writeFile('/secret', new Uint8Array(8));
    expect(() => second.FS.readFile('/secret')).toThrow();
    expect(() => first.FS.readFile('/secret')).not.toThrow();
  });

  it('has at most half a gigabyte of memory', async () => {
    const core = await createFfmpegCore();
    expect(core._malloc(300 * 2 ** 20)).not.toBe(0);
    expect(core._malloc(300 * 2 ** 20)).toBe(0);
  });

  it('leaves no global variable behind', async () => {
    await createFfmpegCore();
    expect('self' in globalThis).toBe(false);
  });
});
