import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { encodeMidi, type Note, type ProgramChange } from './midi.ts';
import type { Sound } from './wav.ts';

const run = promisify(execFile);

/** Sample rate in Hz of music rendered from notes. */
export const MUSIC_RATE = 44_100;

/** Music to render: notes and instruments, with times from the start of the passage. No note lasts beyond `seconds`. */
export interface Passage {
  readonly notes: readonly Note[];
  readonly programs: readonly Omit<ProgramChange, 'start'>[];
  readonly seconds: number;
}

/** Length in seconds of the silence after each passage, so that its reverberation does not reach the next passage. */
const TAIL_SECONDS = 2;

export interface RenderOptions {
  readonly soundfont: string;
  readonly reverb: boolean;
}

/**
 * Renders passages with FluidSynth, and returns each passage as mono at {@link MUSIC_RATE}, unscaled. One run renders all
 * passages, because loading a soundfont takes longer than rendering.
 */
export async function renderPassages(passages: readonly Passage[], options: RenderOptions): Promise<Sound[]> {
  const starts: number[] = [];
  let at = 0;
  for (const passage of passages) {
    starts.push(at);
    at += passage.seconds + TAIL_SECONDS;
  }
  const notes = passages.flatMap((passage, index) =>
    passage.notes
      .filter((note) => note.start < passage.seconds)
      .map((note) => ({
        ...note,
        start: (starts[index] ?? 0) + note.start,
        seconds: Math.min(note.seconds, passage.seconds - note.start),
      })),
  );
  const programs = passages.flatMap((passage, index) =>
    passage.programs.map((program) => ({ ...program, start: (starts[index] ?? 0) - (index > 0 ? 0.05 : 0) })),
  );
  const stereo = await synthesise(encodeMidi(notes, programs, at), options);
  return passages.map((passage, index) => {
    const first = Math.round((starts[index] ?? 0) * MUSIC_RATE);
    const samples = new Float32Array(Math.round(passage.seconds * MUSIC_RATE));
    for (let frame = 0; frame < samples.length; frame++) {
      const left = stereo[(first + frame) * 2] ?? 0;
      const right = stereo[(first + frame) * 2 + 1] ?? 0;
      samples[frame] = (left + right) / 2;
    }
    return { samples, rate: MUSIC_RATE };
  });
}

async function synthesise(midi: Buffer, { soundfont, reverb }: RenderOptions): Promise<Float32Array> {
  const folder = await mkdtemp(path.join(tmpdir(), 'reference-'));
  try {
    const score = path.join(folder, 'score.mid');
    const raw = path.join(folder, 'sound.raw');
    await writeFile(score, midi);
    const effects = reverb ? ['-R', '1', '-C', '1'] : ['-R', '0', '-C', '0'];
    const format = ['-T', 'raw', '-O', 'float', '-E', 'little', '-r', String(MUSIC_RATE), '-F', raw];
    await run('fluidsynth', ['-q', '-n', '-i', '-g', '0.4', ...effects, ...format, soundfont, score], {
      maxBuffer: 2 ** 26,
    });
    const bytes = await readFile(raw);
    return new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
