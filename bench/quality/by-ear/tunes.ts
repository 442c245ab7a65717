import { majorProgressions } from '../../../training/composed-music.ts';
import { DRUM_CHANNEL } from '../../../training/drum-kits.ts';
import { drumPatterns, playDrums } from '../../../training/drum-loops.ts';
import type { Passage } from '../../../training/fluidsynth.ts';
import type { Instrument } from '../../../training/instruments.ts';
import { drawMelodies, scalePitch } from '../../../training/melodies.ts';
import type { Note } from '../../../training/midi.ts';
import type { Random } from '../../../training/random.ts';

/** A note of a tune: times in seconds, pitch as a MIDI number. */
export interface TuneNote {
  readonly start: number;
  readonly seconds: number;
  readonly pitch: number;
}

/** A tune without an instrument. */
export interface Tune {
  readonly notes: readonly TuneNote[];
  readonly bpm: number;
  readonly seconds: number;
}

const NOTE_BEATS = [0.5, 0.5, 0.5, 1, 1, 1, 1.5, 2];
const MAJOR = [0, 2, 4, 5, 7, 9, 11];

/** Draws tunes of 12 to 16 notes. */
export function drawTunes(random: Random, count: number): Tune[] {
  return Array.from({ length: count }, () => {
    const [melody] = drawMelodies(random, 1, random.whole(12, 16));
    const bpm = random.whole(90, 150);
    const notes: TuneNote[] = [];
    let at = 0;
    for (const pitch of melody?.pitches ?? []) {
      const seconds = (random.pick(NOTE_BEATS) * 60) / bpm;
      notes.push({ start: at, seconds, pitch: 60 + pitch - (pitch > 15 ? 12 : 0) });
      at += seconds;
    }
    return { notes, bpm, seconds: at };
  });
}

/** Returns the same notes in another order. The lengths keep their order, so that the rhythm is the same. */
export function reordered(tune: Tune, random: Random): Tune {
  const pitches = random.sample(
    tune.notes.map(({ pitch }) => pitch),
    tune.notes.length,
  );
  return { ...tune, notes: tune.notes.map((note, i) => ({ ...note, pitch: pitches[i] ?? note.pitch })) };
}

/** Returns the part of a tune that consists of `count` notes from note `first` on. */
export function notesOf({ notes }: Tune, first: number, count: number): TuneNote[] {
  const from = notes[first]?.start ?? 0;
  return notes.slice(first, first + count).map((note) => ({ ...note, start: note.start - from }));
}

/** Returns notes that are followed by themselves, after a rest of 0.4 s. */
export function twice(notes: readonly TuneNote[]): TuneNote[] {
  const last = notes.at(-1);
  const period = last ? last.start + last.seconds + 0.4 : 0;
  return [...notes, ...notes.map((note) => ({ ...note, start: note.start + period }))];
}

/** Returns a passage in which one instrument plays a tune. */
export function played(tune: Tune, { program, octave }: Instrument): Passage {
  const by = octave - 60;
  const notes = tune.notes.map((note) => ({ ...note, pitch: note.pitch + by, channel: 0, velocity: 100 }));
  return { notes, programs: [{ channel: 0, program }], seconds: tune.seconds + 0.5 };
}

/** Returns an accompaniment of a tune: chords on a piano or pad, a bass and drums, without the tune. */
export function accompaniment(tune: Tune, random: Random): Passage {
  const beat = 60 / tune.bpm;
  const tonic = (tune.notes[0]?.pitch ?? 60) % 12;
  const progression = random.pick(majorProgressions);
  const notes: Note[] = [];
  const seconds = tune.seconds + 0.5;
  for (let bar = 0; bar * 4 * beat < seconds; bar++) {
    const degree = progression[bar % progression.length] ?? 0;
    for (const half of [0, 2])
      for (const step of [0, 2, 4])
        notes.push({
          start: (bar * 4 + half) * beat,
          seconds: 1.9 * beat,
          channel: 1,
          pitch: 48 + tonic + scalePitch(MAJOR, degree + step),
          velocity: 80,
        });
    for (let at = 0; at < 4; at++)
      notes.push({
        start: (bar * 4 + at) * beat,
        seconds: 0.9 * beat,
        channel: 2,
        pitch: 36 + tonic + scalePitch(MAJOR, degree),
        velocity: 90,
      });
  }
  const four = drumPatterns.filter(({ name }) => !['waltz', 'five', 'seven'].includes(name));
  notes.push(...playDrums(random.pick(four), tune.bpm, seconds, random));
  const programs = [
    { channel: 1, program: random.pick([0, 4, 24, 48, 88]) },
    { channel: 2, program: random.whole(32, 37) },
    { channel: DRUM_CHANNEL, program: random.pick([0, 8, 16, 25]) },
  ];
  return { notes, programs, seconds };
}
