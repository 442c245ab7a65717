import { compareWaveforms } from '../../../src/engine/recordings/compare-waveforms.ts';
import { table } from '../table.ts';
import { type RelatedSound, relatedSound, relateSounds } from './related-sounds.ts';
import type { SoundSet } from './sound-sets.ts';

/** A pair whose waveforms correlate more than this may really be one recording, and is listed but not counted. */
const ALIKE = 0.9;
const BAND = [60, 5000] as const;
const KINDS = ['same recording', 'excerpt', 'another speed', 'shares a part'] as const;

/** Compares all pairs of different sounds in each set. Reports the relations that are found: all of them are wrong. */
export async function claimsReport(sets: readonly SoundSet[]): Promise<string> {
  const rows: string[][] = [];
  const listed: string[] = [];
  let [pairs, claims] = [0, 0];
  for (const { name, sounds } of sets.filter((set) => set.sounds.length > 1)) {
    const related = sounds.map((sound) => relatedSound(sound.name, sound.samples));
    const counts = new Map<string, number>();
    let own = 0;
    for (const [i, a] of related.entries()) {
      for (const b of related.slice(i + 1)) {
        own++;
        const relation = await relateSounds(a, b);
        if (!relation) continue;
        counts.set(relation.kind, (counts.get(relation.kind) ?? 0) + 1);
        const correlation = correlationOf(a, b);
        const judged = correlation > ALIKE ? ' (waveforms alike: listed, not counted)' : '';
        if (!judged && relation.kind === 'same recording') claims++;
        if (listed.length < 60)
          listed.push(`- ${a.name} and ${b.name}: ${relation.kind}, correlation ${correlation.toFixed(2)}${judged}`);
      }
    }
    pairs += own;
    rows.push([name, String(sounds.length), String(own), ...KINDS.map((kind) => String(counts.get(kind) ?? 0))]);
    console.error(`${name}: ${own} pairs`);
  }
  const summary = `${claims} of ${pairs} pairs of different sounds are called the same recording.`;
  return [table(['set', 'sounds', 'pairs', ...KINDS], rows), summary, listed.join('\n')].join('\n\n');
}

/** Compares all pairs of sounds in each set, of which each pair shares only a part. Reports how many are found. */
export async function sharedPartsReport(sets: readonly SoundSet[]): Promise<string> {
  const rows: string[][] = [];
  let [pairs, found] = [0, 0];
  for (const { name, sounds } of sets) {
    const related = sounds.map((sound) => relatedSound(sound.name, sound.samples));
    const kinds: string[] = [];
    for (const [i, a] of related.entries())
      for (const b of related.slice(i + 1)) kinds.push((await relateSounds(a, b))?.kind ?? 'nothing');
    const shared = kinds.filter((kind) => kind === 'shares a part').length;
    pairs += kinds.length;
    found += shared;
    rows.push([name, String(kinds.length), String(shared), [...new Set(kinds)].join(', ')]);
  }
  const summary = `${found} of ${pairs} pairs are said to share a part.`;
  return [table(['set', 'pairs', 'shares a part', 'said'], rows), summary].join('\n\n');
}

function correlationOf(a: RelatedSound, b: RelatedSound): number {
  const [x, y] = [a.waveform(), b.waveform()];
  return (x && y && compareWaveforms(x.samples, y.samples, BAND)?.plain) ?? 0;
}
