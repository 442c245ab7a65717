import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeAudio } from '../../../src/engine/decode/decode.ts';
import { writeWav } from '../../../src/engine/decode/linear-pcm.ts';
import { createRandom } from '../../../training/random.ts';
import { sonicPiPaths } from '../data-sets.ts';
import { table } from '../table.ts';

const GENERATED = 60;
/** What `ebur128` prints for a file in which it measures nothing: shorter than 400 ms, or silent. */
const NOTHING = -70;

/** Reports how far loudness and true peak are from those of ffmpeg's filter `ebur128`, over samples and generated files. */
export async function loudnessReport(ffmpeg: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'loudness-'));
  try {
    const rows = [
      ['Sonic Pi samples', ...(await compare(ffmpeg, sonicPiPaths()))],
      ['generated, 1 to 6 channels, 8 to 96 kHz', ...(await compare(ffmpeg, generate(folder)))],
    ];
    const header = [
      'files',
      'measured',
      'within 0.2 LU',
      'largest difference, LU',
      'largest of the true peak, dB',
      'not measured',
    ];
    return `${table(header, rows)}\n\n*Not measured*: shorter than 400 ms or silent, for which \`ebur128\` prints -70 LUFS.`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare(ffmpeg: string, files: readonly string[]): Promise<(string | number)[]> {
  const differences: number[] = [];
  let peakDifference = 0;
  for (const file of files) {
    const { levels } = await decodeAudio(file, {
      decoder: 'wasm',
      withClap: false,
      withLevels: true,
      maxSeconds: 600,
      timeoutMs: 60_000,
    });
    const args = ['-hide_banner', '-nostats', '-i', file, '-filter_complex', 'ebur128=peak=true', '-f', 'null', '-'];
    const { stderr } = spawnSync(ffmpeg, args, { encoding: 'utf8' });
    const summary = stderr.slice(stderr.lastIndexOf('Summary'));
    const lufs = Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]);
    const peak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1]);
    if (lufs > NOTHING) differences.push(Math.abs((levels?.lufs ?? NOTHING) - lufs));
    if (Number.isFinite(peak)) peakDifference = Math.max(peakDifference, Math.abs((levels?.truePeakDb ?? 0) - peak));
  }
  const within = differences.filter((difference) => difference <= 0.2).length;
  return [
    differences.length.toString(),
    within / differences.length,
    Math.max(...differences),
    peakDifference,
    (files.length - differences.length).toString(),
  ];
}

/** Writes noise and tones whose level changes, in files of several channels and rates. */
function generate(folder: string): string[] {
  const random = createRandom('loudness');
  return Array.from({ length: GENERATED }, (_, index) => {
    const channels = random.pick([1, 2, 2, 4, 5, 6]);
    const rate = random.pick([8000, 22_050, 44_100, 48_000, 96_000]);
    const frames = Math.round(random.logarithmic(0.5, 8) * rate);
    const samples = new Float32Array(frames * channels);
    for (let channel = 0; channel < channels; channel++) {
      const hertz = random.logarithmic(30, rate / 3);
      const noise = random.uniform(0, 0.3);
      const tone = random.logarithmic(0.01, 0.5);
      const swell = random.uniform(0.2, 3);
      for (let i = 0; i < frames; i++) {
        const level = Math.sin((Math.PI * swell * i) / rate) ** 2;
        const value = tone * Math.sin((2 * Math.PI * hertz * i) / rate) + noise * random.uniform(-1, 1);
        samples[i * channels + channel] = level * value;
      }
    }
    const data = new Uint8Array(samples.buffer);
    const file = path.join(folder, `${index}.wav`);
    writeFileSync(file, writeWav({ encoding: 'float', bytesPerSample: 4, isBigEndian: false, channels, rate, data }));
    return file;
  });
}
