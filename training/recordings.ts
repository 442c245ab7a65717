import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { parseWav, type Sound } from './wav.ts';

const run = promisify(execFile);

const sounds = /\.(wav|ogg|oga|mp3|flac|au|wv)$/i;

export const isSound = (file: string) => sounds.test(file);

/**
 * Decodes up to `seconds` of a file from the time `start` with sox, in mono. The sample rate is that of the file, but at
 * most 44.1 kHz. Returns null if sox cannot read the file or the result is silent.
 */
export async function loadRecording(file: string, start: number, seconds: number): Promise<Sound | null> {
  const output = ['-t', 'wav', '-e', 'signed', '-b', '16', '-c', '1', '-'];
  const arguments_ = ['-V0', '-D', file, ...output, 'trim', String(start), String(seconds)];
  try {
    const { stdout } = await run('sox', arguments_, { encoding: 'buffer', maxBuffer: 2 ** 27 });
    const sound = parseWav(stdout, file);
    const audible = sound.samples.some((sample) => Math.abs(sample) > 0.01);
    return audible && sound.samples.length > 0.03 * sound.rate ? sound : null;
  } catch {
    return null;
  }
}

/** Cuts a sound into at most `most` clips of up to `seconds`. Skips silent clips, and a last clip under one second. */
export function cutRecording({ samples, rate }: Sound, seconds: number, most: number): Sound[] {
  const length = Math.round(seconds * rate);
  const pieces: Sound[] = [];
  for (let start = 0; start < samples.length && pieces.length < most; start += length) {
    const piece = samples.slice(start, start + length);
    const loud = piece.some((sample) => Math.abs(sample) > 0.01);
    if (loud && (start === 0 || piece.length >= rate)) pieces.push({ samples: piece, rate });
  }
  return pieces;
}

/** Returns a function that checks whether it got the same samples before, because games use some sounds twice. */
export function createMemory(): (sound: Sound) => boolean {
  const seen = new Set<string>();
  return ({ samples }) => {
    const digest = createHash('sha1').update(new Uint8Array(samples.buffer)).digest('hex');
    const known = seen.has(digest);
    seen.add(digest);
    return known;
  };
}
