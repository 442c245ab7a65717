import { describe, expect, it } from 'vitest';
import { FEATURE_RATE } from '../../../src/engine/pcm.ts';
import { alignBeat } from '../../../src/engine/search/beat/align-beat.ts';
import { findQueryOf, findSounds, type SearchKind } from '../../../src/engine/search/find-query.ts';
import { searchDataOf } from '../../../src/engine/search/search-data.ts';
import { alignTune } from '../../../src/engine/search/tune/align-tune.ts';
import { play, TUNE } from './melodies.ts';

/** Returns the query and its match in a sound, with the search data of the sound. */
function find<Kind extends SearchKind>(by: Kind, query: Float32Array, sound: Float32Array) {
  const prepared = findQueryOf(query, by);
  const { data } = searchDataOf(sound);
  const [hit] = findSounds(prepared, [data], 1);
  if (!hit) throw new Error('nothing was found');
  return { prepared, data, hit };
}

/** Returns clicks of 20 ms at 1 kHz, in a silent sound. */
function clicks(starts: readonly number[], seconds: number): Float32Array {
  const samples = new Float32Array(seconds * FEATURE_RATE);
  for (const start of starts)
    for (let i = 0; i < 0.02 * FEATURE_RATE; i++)
      samples[Math.round(start * FEATURE_RATE) + i] = 0.5 * Math.sin((2 * Math.PI * 1000 * i) / FEATURE_RATE);
  return samples;
}

describe('a picture of a match', () => {
  it('has the notes of a hum over the pitches of the tune, in its key and at its tempo', () => {
    const { prepared, data, hit } = find('tune', play(TUNE, { shift: -7, tempo: 1.25 }), play(TUNE));
    if (prepared.by !== 'tune') throw new Error('this is a search by tune');
    const { notes, cells, cellSeconds } = alignTune(prepared, data, hit);
    expect(notes.map(({ pitch }) => Math.round(pitch))).toEqual(TUNE.map(([pitch]) => pitch));
    let at = 0;
    for (const [i, [, seconds]] of TUNE.entries()) {
      expect(Math.abs((notes[i]?.start ?? 0) - at)).toBeLessThan(0.2);
      at += seconds;
    }
    const clear = cells.filter(({ level }) => level > 0.9);
    const covered = clear.filter(({ start, pitch }) =>
      notes.some((note) => Math.round(note.pitch) === pitch && note.start - cellSeconds <= start && start < note.end),
    );
    expect(covered.length / clear.length).toBeGreaterThan(0.8);
  });

  it('has the onsets of a tapped beat over those of the loop, at its tempo, also if the match goes on at its start', () => {
    const loop = [0, 0.5, 0.75, 1.5];
    const query = findQueryOf(clicks([0, 0.2, 0.8, 1.2], 1.6), 'beat');
    if (query.by !== 'beat') throw new Error('this is a search by beat');
    // The query begins with the second click of the loop, and is 1.25 times as fast.
    const place = { score: 1, from: 0.5, to: 2, queryFrom: 0, queryTo: 1.6, tempoRatio: 0.8 };
    const { bands } = alignBeat(query, searchDataOf(clicks(loop, 2)).data, place);
    expect(bands).toHaveLength(3);
    const places = (strengths: readonly number[] = []) =>
      strengths.flatMap((strength, t) => (strength > 0.3 && strength > (strengths[t - 1] ?? 0) ? [t] : []));
    const [own, sound] = [places(bands[1]?.query), places(bands[1]?.sound)];
    expect(own.length).toBeGreaterThanOrEqual(4);
    for (const at of own) expect(Math.min(...sound.map((other) => Math.abs(other - at)))).toBeLessThanOrEqual(2);
  });
});
