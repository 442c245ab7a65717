import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { samplePath } from '../helpers/samples.ts';
import { toneFile } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { FAST, fast, startProcess } from './soundalike.ts';

const folder = sharedFolder();

function jsonLines(text: string): unknown[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('soundalike compare', () => {
  it('prints score 1 and every reason for the same file twice', async () => {
    const { status, stdout } = await fast('compare', samplePath('bd_haus'), samplePath('bd_haus'), '--json');
    expect(status).toBe(0);
    const comparison = JSON.parse(stdout);
    expect(Object.keys(comparison).sort()).toEqual(['acoustic', 'clap', 'features', 'reasons', 'score']);
    expect(comparison.score).toBeCloseTo(1, 6);
    expect(comparison.clap).toBeNull();
    expect(comparison.reasons).toHaveLength(6);
  });

  it('prints one row per feature without --json', async () => {
    const { stdout } = await fast('compare', samplePath('bd_haus'), samplePath('ambi_choir'));
    expect(stdout).toMatch(/^\d+% alike \(acoustic features only\)\n( {2}.+ \d+%( {2}matched)?\n){6}$/);
  });
});

describe('soundalike embed', () => {
  it('prints one line of JSON per file in order, and continues after a file that is not audio', async () => {
    const words = join(folder, 'text.mp3');
    await writeFile(words, 'not a sound');
    const { status, stdout } = await fast('embed', samplePath('bd_haus'), words, samplePath('bd_tek'), '--json');
    expect(status).toBe(1);
    const [first, second, third] = jsonLines(stdout);
    expect(first).toMatchObject({ file: samplePath('bd_haus'), clap: null, version: expect.any(String) });
    expect(first).toHaveProperty('features.rms', expect.any(Array));
    expect(second).toEqual({ file: words, error: expect.stringContaining('file as audio') });
    expect(third).toMatchObject({ file: samplePath('bd_tek') });
  });
});

it('soundalike exits silently if the reader closes the pipe early, as head does', async () => {
  const files = await Promise.all(
    [220, 330, 440, 550].map(async (hertz) => {
      const file = join(folder, `${hertz}.wav`);
      await writeFile(file, toneFile(hertz));
      return file;
    }),
  );
  const child = await startProcess(['embed', ...files, '--json', ...FAST], folder);
  child.stdout.once('data', () => child.stdout.destroy());
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
});
