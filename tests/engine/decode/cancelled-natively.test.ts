import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Engine } from '../../../src/engine/index.ts';
import { rounds } from '../../helpers/rounds.ts';
import { noiseFile } from '../../helpers/signals.ts';
import { sharedFolder } from '../../helpers/temporary-folder.ts';
import { nativeFfmpeg } from './decoders.ts';

/** Number of cancelled analyses. */
const CANCELS = rounds(12, 1000);

/** Returns the states of the child processes of this process: `Z` is a zombie. */
function childStates(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ');
        return Number(parent) === process.pid && state ? [state] : [];
      } catch {
        return [];
      }
    });
}

describe.skipIf(process.platform !== 'linux' || nativeFfmpeg === null)('an analysis with a native ffmpeg', () => {
  const folder = sharedFolder();
  const usual = process.env.TMPDIR;
  let engine: Engine;
  const file = path.join(folder, 'long.wav');
  const createEngine = async () => {
    vi.resetModules();
    const { createEngine: create } = await import('../../../src/engine/index.ts');
    return create({ clap: 'off', decoder: 'native', ffmpegPath: nativeFfmpeg?.command ?? '', threads: 2 });
  };

  beforeAll(async () => {
    process.env.TMPDIR = path.join(folder, 'tmp');
    await mkdir(process.env.TMPDIR);
    // FLAC, because a WAV file would be decoded without ffmpeg.
    await writeFile(file, noiseFile(20));
    const command = nativeFfmpeg?.command ?? '';
    execFileSync(command, ['-loglevel', 'quiet', '-stream_loop', '20', '-i', file, `${file}.flac`]);
    engine = await createEngine();
    await engine.sketch(`${file}.flac`);
  });
  afterAll(async () => {
    await engine.close();
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  });

  const folders = () => readdirSync(path.join(folder, 'tmp')).filter((name) => name.startsWith('soundalike-'));
  /** Waits until ffmpeg decodes, which is when its private folder exists. */
  const untilDecoding = () => vi.waitFor(() => expect(folders().length).toBeGreaterThan(0), { interval: 2 });

  test('that is cancelled leaves no zombie, no folder and no file handle', async () => {
    const [handles, children] = [readdirSync('/proc/self/fd').length, childStates().length];
    for (let done = 0; done < CANCELS; done++) {
      const cancel = new AbortController();
      const analysis = engine.sketch(`${file}.flac`, { signal: cancel.signal });
      const rejected = expect(analysis).rejects.toThrow('cancelled');
      await untilDecoding();
      cancel.abort(new Error('cancelled'));
      await rejected;
      expect(folders()).toEqual([]);
    }
    expect(childStates().length).toBeLessThanOrEqual(children);
    expect(childStates()).not.toContain('Z');
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(handles + 2);
  });

  test('leaves nothing if the engine is closed in the middle', async () => {
    const analysis = expect(engine.sketch(`${file}.flac`)).rejects.toThrow();
    await untilDecoding();
    await engine.close();
    await analysis;
    expect(folders()).toEqual([]);
    expect(childStates()).not.toContain('Z');
  });

  test('finds no folders of killed processes after the start of an engine, and keeps those of others', async () => {
    const tmp = path.join(folder, 'tmp');
    const other = `soundalike-decode-${process.ppid}-a`;
    const killed = execFileSync('sh', ['-c', 'echo $$']).toString().trim();
    for (const name of [`soundalike-decode-${killed}-a`, `soundalike-decode-${process.pid}-a`, other])
      await mkdir(path.join(tmp, name));
    const old = path.join(tmp, 'soundalike-decode-abcdef');
    await mkdir(old);
    await utimes(old, 0, 0);
    await (await createEngine()).close();
    expect(folders()).toEqual([other]);
  });
});
