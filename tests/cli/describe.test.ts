import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { samplePath } from '../helpers/samples.ts';
import { toneFile } from '../helpers/signals.ts';
import { sharedFolder } from '../helpers/temporary-folder.ts';
import { fast } from './soundalike.ts';

const folder = sharedFolder();

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

const FIELDS = [
  ...['file', 'seconds', 'lufs', 'truePeakDb', 'centroidHz', 'spreadHz', 'rolloffHz', 'flatness', 'crestDb'],
  ...['attackMs', 'tempoBpm', 'tempoConfidence', 'key', 'keyConfidence', 'pitchHz', 'kind', 'voice', 'clipped'],
  ...['silenceStart', 'silenceEnd'],
];

describe('soundalike describe', () => {
  it('prints one line of JSON per file in order, with all fields, and continues after a file that is not audio', async () => {
    const tone = await write('tone.wav', toneFile(440, 1));
    const words = await write('text.mp3', 'not a sound');
    const { status, stdout } = await fast('describe', tone, words, samplePath('loop_garzul'), '--json');
    expect(status).toBe(1);
    const [first, second, third] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.keys(first)).toEqual(FIELDS);
    expect(first).toMatchObject({ file: tone, seconds: 1, kind: 'one-shot', tempoBpm: null, clipped: false });
    expect(first.pitchHz).toBeCloseTo(440, 0);
    // A sine at -6 dB in one channel: 3.01 dB below its peak, and 0.69 + 0.7 dB from the K-weighting at 440 Hz.
    expect(first.lufs).toBeCloseTo(-9.7, 0);
    expect(first.truePeakDb).toBeCloseTo(-6, 1);
    expect(second).toEqual({ file: words, error: expect.stringContaining('file as audio') });
    // Sixteen beats in eight seconds.
    expect(third).toMatchObject({ seconds: 8, kind: 'loop', tempoBpm: 120 });
  });

  it('prints what is known in two lines per file without --json', async () => {
    const { status, stdout } = await fast('describe', samplePath('loop_garzul'), samplePath('bd_haus'));
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/loop_garzul\.flac: loop, 8\.00 s, -\d+\.\d LUFS, 120\.0 BPM \(\d+% sure\)/);
    expect(lines[1]).toMatch(/^ {2}true peak -\d+\.\d dB, centroid \d+ Hz, .* silence 0\.00 s before/);
    expect(stdout).not.toMatch(/null|undefined|NaN/);
  });

  it('names what is missing if no file is given', async () => {
    expect(await fast('describe')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('name at least one file'),
    });
  });
});
