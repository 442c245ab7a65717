import { chmod, mkdir, readdir, readFile, watch, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeAudio } from '../../helpers/encode-audio.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { LIMITS } from './decoders.ts';

/** Writes a shell script that replaces ffmpeg: it records its environment, process id and arguments, then runs `work`. */
async function fakeFfmpeg(folder: string, work: string): Promise<string> {
  const file = path.join(folder, 'ffmpeg');
  const note = path.join(folder, 'seen');
  await writeFile(
    file,
    `#!/bin/sh
env >> ${folder}/environment
if [ "$1" = -version ]; then echo 'ffmpeg version 9.9-fake Copyright'; exit; fi
printf '%s\\n' "$$" "$@" > ${note}.part && mv ${note}.part ${note}/now
${work}
`,
  );
  await mkdir(note);
  await chmod(file, 0o755);
  return file;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.skipIf(process.platform === 'win32')('a native run', () => {
  const usual = process.env.TMPDIR;
  let outer: string;
  let temporary: string;

  beforeEach(async () => {
    outer = await temporaryFolder();
    temporary = path.join(outer, 'tmp');
    await mkdir(temporary);
    process.env.TMPDIR = temporary;
    vi.resetModules();
  });

  afterEach(async () => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  });

  async function startDecoding(work: string, more: { signal?: AbortSignal; timeoutMs?: number } = {}) {
    const { decodeAudio } = await import('../../../src/engine/decode/decode.ts');
    const ffmpegPath = await fakeFfmpeg(outer, work);
    const started = readStart(path.join(outer, 'seen'));
    const result = decodeAudio(new Uint8Array(10), {
      ...LIMITS,
      decoder: 'native',
      ffmpegPath,
      withClap: true,
      ...more,
    });
    return { result, started };
  }

  /** Waits until the script has started, and resolves to its process id and arguments. */
  async function readStart(note: string): Promise<{ pid: number; args: string[] }> {
    for await (const _change of watch(note)) break;
    const [pid, ...args] = (await readFile(path.join(note, 'now'), 'utf8')).trim().split('\n');
    return { pid: Number(pid), args };
  }

  it('is killed when its signal aborts, and leaves no process and no files', async () => {
    const controller = new AbortController();
    const { result, started } = await startDecoding('exec sleep 600', { signal: controller.signal });
    const { pid } = await started;
    expect(isAlive(pid)).toBe(true);
    controller.abort();
    await expect(result).rejects.toHaveProperty('name', 'AbortError');
    expect(isAlive(pid)).toBe(false);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is killed at the wall-clock limit, even if it ignores other signals', async () => {
    const { result, started } = await startDecoding("trap '' TERM INT HUP; while :; do :; done", { timeoutMs: 300 });
    await expect(result).rejects.toMatchObject({ name: 'UserError', kind: 'too-long' });
    expect(isAlive((await started).pid)).toBe(false);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is killed when it writes more samples than the maximum length has', async () => {
    const header = path.join(outer, 'header.wav');
    await writeFile(header, (await encodeAudio(new Float32Array(1), 44_100, 'wav-f32')).subarray(0, -4));
    const { result, started } = await startDecoding(`exec cat ${header} /dev/zero`);
    await expect(result).rejects.toMatchObject({ name: 'UserError', kind: 'too-long' });
    expect(isAlive((await started).pid)).toBe(false);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is killed when it writes anything else than a WAV file', async () => {
    const { result, started } = await startDecoding('exec cat /dev/zero');
    await expect(result).rejects.toMatchObject({ name: 'UserError', kind: 'not-audio' });
    expect(isAlive((await started).pid)).toBe(false);
  });

  it('ends normally if ffmpeg logs 50 MB', async () => {
    const { result } = await startDecoding('head -c 50000000 /dev/zero >&2; exit 1');
    await expect(result).rejects.toMatchObject({ name: 'UserError', kind: 'not-audio' });
  });

  it('rejects a file as not audio if ffmpeg crashes, even after some samples', async () => {
    const { result } = await startDecoding('head -c 4000 /dev/zero; kill -SEGV $$');
    await expect(result).rejects.toMatchObject({ name: 'UserError', kind: 'not-audio' });
    expect(await readdir(temporary)).toEqual([]);
  });

  it('reads its input from a folder that only this user can enter, and may open nothing else', async () => {
    const list = `for each in "$@"; do case $each in file:*/input) ls -ld "$(dirname "\${each#file:}")" ;; esac; done`;
    const { result, started } = await startDecoding(`(${list}) > ${outer}/listing; exit 1`);
    await result.catch(() => {});
    const { args } = await started;
    expect(await readFile(path.join(outer, 'listing'), 'utf8')).toMatch(/^drwx------/);
    const after = (option: string) => args[args.indexOf(option) + 1];
    expect(after('-i')).toMatch(new RegExp(`^file:${temporary}/soundalike-decode-`));
    expect(after('-protocol_whitelist')).toBe('file');
    expect(after('-format_whitelist')).not.toMatch(/hls|concat|dash|sdp|rtsp|image|sub|ass|srt|lavfi|ffmetadata/);
    expect(after('-codec_whitelist')).not.toMatch(/h264|png|mjpeg|ansi/);
    expect(args).toContain('-nostdin');
  });

  it('gets only the environment variables that locate programs and libraries', async () => {
    vi.stubEnv('DISCORD_TOKEN', 'a secret');
    vi.stubEnv('FFREPORT', `file=${outer}/report`);
    const { result } = await startDecoding('exit 1');
    await result.catch(() => {});
    vi.unstubAllEnvs();
    const seen = (await readFile(path.join(outer, 'environment'), 'utf8')).trim().split('\n');
    const names = seen.map((line) => line.replace(/=.*/, ''));
    // The script runs four times: for `-version`, to decode, and twice to find out why nothing could be decoded.
    expect(names.filter((name) => name === 'PATH')).toHaveLength(4);
    // PWD, OLDPWD, SHLVL and _ are set by the shell that runs the script, not by the decoder.
    expect(['PATH', 'LD_LIBRARY_PATH', 'PWD', 'OLDPWD', 'SHLVL', '_']).toEqual(expect.arrayContaining(names));
  });
});

describe('finding ffmpeg', () => {
  let outer: string;
  const usual = process.env.PATH;

  beforeEach(async () => {
    outer = await temporaryFolder();
    vi.resetModules();
    // Simulates the package ffmpeg-static without its binary, as after an install without scripts.
    vi.doMock('ffmpeg-static', () => ({ default: null }));
  });
  afterEach(async () => {
    process.env.PATH = usual;
    vi.doUnmock('ffmpeg-static');
  });

  const load = () => import('../../../src/engine/decode/choose-decoder.ts');

  it.skipIf(process.platform === 'win32')('uses the ffmpeg on PATH, or only the one at a given path', async () => {
    const named = await fakeFfmpeg(outer, 'exit 1');
    const { findFfmpeg } = await load();
    expect(await findFfmpeg(named)).toEqual({ command: named, version: '9.9-fake' });
    process.env.PATH = `${outer}${path.delimiter}${usual}`;
    expect(await findFfmpeg()).toEqual({ command: 'ffmpeg', version: '9.9-fake' });
    expect(await findFfmpeg(path.join(outer, 'missing'))).toBeNull();
  });

  it('returns null if there is no ffmpeg: `native` then throws, and so does `auto` with a path', async () => {
    process.env.PATH = outer;
    const { findFfmpeg, chooseDecoder } = await load();
    expect(await findFfmpeg()).toBeNull();
    await expect(chooseDecoder('native')).rejects.toMatchObject({ name: 'UserError', kind: 'usage' });
    await expect(chooseDecoder('auto', path.join(outer, 'missing'))).rejects.toMatchObject({ kind: 'usage' });
  });

  it('chooses WebAssembly unless a path is given, and for `wasm` always', async () => {
    const { chooseDecoder } = await load();
    expect(await chooseDecoder('auto')).toEqual({ kind: 'wasm' });
    expect(await chooseDecoder('wasm', path.join(outer, 'ffmpeg'))).toEqual({ kind: 'wasm' });
  });
});
