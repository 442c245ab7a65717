import type { Descriptors } from '../engine/index.ts';
import { type Arguments, configFrom, UsageError } from './options.ts';
import { runFiles } from './run-files.ts';
import { withEngine } from './with-engine.ts';

/** `describe FILE...`: measures the descriptors of each file. `--json` prints all of them, null if one does not apply. */
export async function describe(args: Arguments): Promise<boolean> {
  if (args.files.length === 0) throw new UsageError('name at least one file');
  return withEngine({ ...configFrom(args), CLAP: 'off' }, (engine) =>
    runFiles(args.files, (file) => engine.describe(file), {
      done: (file, descriptors) => (args.json ? jsonLine(file, descriptors) : textLines(file, descriptors)),
      json: args.json,
    }),
  );
}

/** Returns one JSON document, whose fields always have the same order. */
function jsonLine(file: string, found: Descriptors): string {
  const document = {
    file,
    seconds: found.seconds,
    lufs: found.lufs,
    truePeakDb: found.truePeakDb,
    centroidHz: found.centroidHz,
    spreadHz: found.spreadHz,
    rolloffHz: found.rolloffHz,
    flatness: found.flatness,
    crestDb: found.crestDb,
    attackMs: found.attackMs,
    tempoBpm: found.tempoBpm,
    tempoConfidence: found.tempoConfidence,
    key: found.key,
    keyConfidence: found.keyConfidence,
    pitchHz: found.pitchHz,
    kind: found.kind,
    voice: found.voice,
    clipped: found.clipped,
    silenceStart: found.silenceStart,
    silenceEnd: found.silenceEnd,
  } satisfies { readonly file: string } & Omit<Descriptors, 'version'>;
  return JSON.stringify(document);
}

/** Formats descriptors as two lines: what the sound is, and figures. Leaves out descriptors that are null. */
function textLines(file: string, found: Descriptors): string {
  const figures = [
    found.truePeakDb !== null && `true peak ${shown(found.truePeakDb, 'dB', 1)}`,
    found.centroidHz !== null && `centroid ${shown(found.centroidHz, 'Hz')}`,
    found.spreadHz !== null && `spread ${shown(found.spreadHz, 'Hz')}`,
    found.rolloffHz !== null && `roll-off ${shown(found.rolloffHz, 'Hz')}`,
    found.flatness !== null && `flatness ${found.flatness.toFixed(3)}`,
    found.crestDb !== null && `crest ${shown(found.crestDb, 'dB', 1)}`,
    found.attackMs !== null && `attack ${shown(found.attackMs, 'ms')}`,
    `silence ${found.silenceStart.toFixed(2)} s before, ${found.silenceEnd.toFixed(2)} s after`,
  ];
  return `${file}: ${descriptorsLine(found)}\n  ${joined(figures)}`;
}

/** Formats what a sound is as one line: `loop, 1.85 s, -14.0 LUFS, 129.7 BPM (86% sure)`. */
export function descriptorsLine(found: Descriptors): string {
  const sureness = (confidence: number | null) => `(${Math.round(100 * (confidence ?? 0))}% sure)`;
  return joined([
    found.kind ?? 'silence',
    shown(found.seconds, 's', 2),
    shown(found.lufs, 'LUFS', 1),
    found.tempoBpm !== null && `${found.tempoBpm.toFixed(1)} BPM ${sureness(found.tempoConfidence)}`,
    found.key !== null && `${found.key} ${sureness(found.keyConfidence)}`,
    shown(found.pitchHz, 'Hz', 1),
    found.voice === true && 'voice',
    found.clipped && 'clipped',
  ]);
}

function shown(value: number | null, unit: string, digits = 0): string | null {
  return value === null ? null : `${value.toFixed(digits)} ${unit}`;
}

function joined(parts: readonly (string | null | false)[]): string {
  return parts.filter((part) => typeof part === 'string').join(', ');
}
