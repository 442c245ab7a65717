import { majorProgressions } from '../../../training/composed-music.ts';
import { DRUM_CHANNEL } from '../../../training/drum-kits.ts';
import { drumPatterns, playDrums } from '../../../training/drum-loops.ts';
import type { Passage } from '../../../training/fluidsynth.ts';
import { drawInstruments } from '../../../training/instruments.ts';
import { scalePitch } from '../../../training/melodies.ts';
import type { Note } from '../../../training/midi.ts';
import type { Random } from '../../../training/random.ts';
import { drawRhythms, unrollRhythm } from '../../../training/rhythms.ts';

/** Music whose tempo and key are known. */
export interface LabeledPassage {
  readonly passage: Passage;
  readonly bpm: number;
  /** Pitch class of the tonic, 0 (C) to 11 (B), and the mode; null for drums. */
  readonly key: { readonly tonic: number; readonly minor: boolean } | null;
}

const SCALES = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10], harmonic: [0, 2, 3, 5, 7, 8, 11] };
const MAJOR_PROGRESSIONS = [
  ...majorProgressions,
  [1, 4, 0, 5],
  [0, 4, 5, 2, 3, 0, 3, 4],
  [0, 0, 0, 0, 3, 3, 0, 0, 4, 3, 0, 4],
  [3, 4, 2, 5],
  [0, 3],
];
const MINOR_PROGRESSIONS = [
  [0, 3, 4, 0],
  [0, 5, 2, 6],
  [0, 6, 5, 4],
  [0, 3, 6, 2],
  [5, 6, 0, 0],
  [0, 5, 3, 4],
  [0, 6, 5, 6],
  [3, 0, 4, 0],
  [5, 6, 0, 2],
  [0, 0, 3, 3, 0, 0, 4, 4],
  [0, 6],
];
/** Chords of loops, of which the first is the tonic. */
const LOOP_CHORDS = [
  [0],
  [0],
  [0, 0, 3, 0],
  [0, 5, 3, 0],
  [0, 4],
  [0, 3],
  [0, 5],
  [0, 6, 5, 6],
  [0, 2, 3, 4],
  [0, 0, 5, 3],
];

/** Draws a bar of four beats: a bass drum, a snare drum mostly on the second and fourth beat, and a hi-hat. */
function drawGroove(random: Random): (typeof drumPatterns)[number] {
  const hatEvery = random.pick([1, 2, 2, 2, 4]);
  const line = (mark: (step: number) => string) => Array.from({ length: 16 }, (_, step) => mark(step)).join('');
  const kick = (step: number) => step === 0 || random.chance(step % 4 === 0 ? 0.4 : step % 2 === 0 ? 0.25 : 0.06);
  const lines = {
    36: line((step) => (kick(step) ? 'X' : '.')),
    38: line((step) => (step % 8 === 4 && random.chance(0.9) ? 'X' : random.chance(0.05) ? 'x' : '.')),
    42: line((step) => (step % hatEvery === 0 && random.chance(0.9) ? 'x' : '.')),
    [random.pick([46, 39, 56, 70])]: line((step) => (step % 2 === 0 && random.chance(0.12) ? 'x' : '.')),
  };
  return { name: 'groove', stepsPerBeat: 4, lines };
}

/** Draws drum loops of 48 to 180 beats a minute that hold whole beats and end abruptly. */
export function drawDrumLoops(random: Random, count: number): LabeledPassage[] {
  return Array.from({ length: count }, () => {
    const pattern = random.chance(0.5) ? random.pick(drumPatterns) : drawGroove(random);
    const bpm = random.whole(48, 180);
    const steps = Object.values(pattern.lines)[0]?.length ?? 4;
    const barBeats = steps / pattern.stepsPerBeat;
    let bars = random.pick([1, 2, 2, 4, 4]);
    while ((bars * barBeats) % 1 !== 0 || bars * barBeats < 4) bars *= 2;
    const seconds = (bars * barBeats * 60) / bpm;
    const programs = [{ channel: DRUM_CHANNEL, program: random.pick([0, 8, 16, 24, 25, 32, 40]) }];
    return { passage: { notes: playDrums(pattern, bpm, seconds, random), programs, seconds }, bpm, key: null };
  });
}

/** Draws pieces of 8 to 20 s and 60 to 180 beats a minute, with a tune, chords, bass and mostly drums. */
export function drawMusic(random: Random, count: number): LabeledPassage[] {
  return Array.from({ length: count }, (_, index) => {
    const bpm = random.whole(60, 180);
    const beat = 60 / bpm;
    const minor = index % 24 >= 12;
    const tonic = index % 12;
    const scale = minor ? random.pick([SCALES.minor, SCALES.harmonic]) : SCALES.major;
    const seconds = random.uniform(8, 20);
    const chords = random.pick(minor ? MINOR_PROGRESSIONS : MAJOR_PROGRESSIONS);
    const strum = random.pick([[0], [0, 2], [0, 1, 2, 3], [0, 1.5, 3], [0.5, 1.5, 2.5, 3.5]]);
    const notes: Note[] = [];
    for (let bar = 0; bar * 4 * beat < seconds; bar++) {
      const degree = chords[bar % chords.length] ?? 0;
      for (const at of strum) {
        for (const step of [0, 2, 4]) {
          const pitch = 48 + tonic + scalePitch(scale, degree + step);
          const length = (strum.length === 1 ? 4 : 1) * beat;
          notes.push({ start: (bar * 4 + at) * beat, seconds: length, channel: 1, pitch, velocity: 70 });
        }
      }
      for (let at = 0; at < 4; at += random.pick([0.5, 1, 1, 2])) {
        const pitch = 36 + tonic + scalePitch(scale, degree + (at === 2 && random.chance(0.4) ? 4 : 0));
        notes.push({ start: (bar * 4 + at) * beat, seconds: beat, channel: 2, pitch, velocity: 90 });
      }
    }
    const [rhythm] = drawRhythms(random, 1);
    let step = 0;
    if (rhythm) {
      for (const onset of unrollRhythm({ ...rhythm, beatsPerMinute: bpm }, seconds)) {
        step = Math.max(-3, Math.min(9, step + random.pick([-2, -1, -1, 0, 1, 1, 2, 3])));
        // A tune rests on the chord at the beginning of a bar.
        const bar = Math.floor(onset.start / (4 * beat));
        const onBeat = Math.abs(onset.start / (4 * beat) - bar) < 1e-6;
        const degree = onBeat ? (chords[bar % chords.length] ?? 0) : step;
        const pitch = 60 + tonic + scalePitch(scale, degree);
        notes.push({ ...onset, channel: 0, pitch, velocity: random.whole(80, 110) });
      }
    }
    const four = drumPatterns.filter(({ name }) => !['waltz', 'five', 'seven'].includes(name));
    const pattern = random.chance(0.5) ? random.pick(four) : drawGroove(random);
    if (random.chance(0.7)) notes.push(...playDrums(pattern, bpm, seconds, random));
    const [lead, accompaniment] = drawInstruments(random, 2);
    const programs = [
      { channel: 0, program: lead?.program ?? 0 },
      { channel: 1, program: accompaniment?.program ?? 48 },
      { channel: 2, program: random.whole(32, 39) },
      { channel: DRUM_CHANNEL, program: random.pick([0, 8, 16, 25, 32]) },
    ];
    return { passage: { notes, programs, seconds }, bpm, key: { tonic, minor } };
  });
}

/** Draws loops of one to four chords, of which the first and longest is the tonic, as a pad, strummed or broken. */
export function drawChordLoops(random: Random, count: number): LabeledPassage[] {
  return Array.from({ length: count }, (_, index) => {
    const bpm = random.whole(70, 160);
    const beat = 60 / bpm;
    const minor = index % 24 >= 12;
    const tonic = index % 12;
    const scale = minor ? SCALES.minor : SCALES.major;
    const chords = random.pick(LOOP_CHORDS);
    const steps = random.pick([
      [0, 2, 4],
      [0, 2, 4],
      [0, 2, 4, 7],
      [0, 2, 4, 6],
      [0, 2, 4, 8],
    ]);
    /** Number of low notes of a chord that are played an octave higher. */
    const inversion = random.pick([0, 0, 0, 1, 2]);
    const broken = random.chance(0.4);
    const bars = chords.length === 1 ? random.pick([1, 2]) : chords.length;
    const notes: Note[] = [];
    for (let bar = 0; bar < bars; bar++) {
      const degree = chords[bar % chords.length] ?? 0;
      const pitches = steps.map((step, i) => 48 + tonic + scalePitch(scale, degree + step) + (i < inversion ? 12 : 0));
      for (let half = 0; half < 8; half++) {
        const start = (bar * 4 + half / 2) * beat;
        const played = broken ? [pitches[half % pitches.length] ?? 0] : half % 4 === 0 ? pitches : [];
        for (const pitch of played)
          notes.push({ start, seconds: (broken ? 0.5 : 2) * beat, channel: 1, pitch, velocity: random.whole(70, 100) });
      }
      if (random.chance(0.5)) {
        const pitch = 36 + tonic + scalePitch(scale, degree);
        notes.push({ start: bar * 4 * beat, seconds: 4 * beat, channel: 2, pitch, velocity: 90 });
      }
    }
    const programs = [
      { channel: 1, program: drawInstruments(random, 1)[0]?.program ?? 0 },
      { channel: 2, program: random.whole(32, 39) },
    ];
    return { passage: { notes, programs, seconds: bars * 4 * beat }, bpm, key: { tonic, minor } };
  });
}

/** Draws single notes of melodic instruments, in the range in which the instrument plays. */
export function drawNotes(random: Random, count: number): { passage: Passage; hertz: number; name: string }[] {
  return Array.from({ length: count }, () => {
    const [instrument] = drawInstruments(random, 1, true);
    const pitch = (instrument?.octave ?? 60) + random.whole(-5, 24);
    const seconds = random.uniform(0.5, 2);
    const note = { start: 0, seconds, channel: 0, pitch, velocity: random.whole(60, 115) };
    const programs = [{ channel: 0, program: instrument?.program ?? 0 }];
    const passage = { notes: [note], programs, seconds: seconds + 0.3 };
    return { passage, hertz: 440 * 2 ** ((pitch - 69) / 12), name: `${instrument?.name} ${pitch}` };
  });
}
