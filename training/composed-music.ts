import type { Piece } from './corpus.ts';
import { DRUM_CHANNEL } from './drum-kits.ts';
import { drumPatterns, playDrums } from './drum-loops.ts';
import { MUSIC_RATE, type Passage, renderPassages } from './fluidsynth.ts';
import { drawInstruments } from './instruments.ts';
import { drawMelodies, scalePitch } from './melodies.ts';
import type { Note } from './midi.ts';
import { createRandom, type Random } from './random.ts';
import { drawRhythms, unrollRhythm } from './rhythms.ts';
import { scaleToPeak } from './signal-processing.ts';
import { type SoundfontName, soundfontPackage, soundfontPath } from './soundfonts.ts';

const PIECES = 40;
const EXCERPT_SECONDS = 8;
/** Length of a piece in seconds. One excerpt is taken from the beginning of the piece, the other from its end. */
const PIECE_SECONDS = 2 * EXCERPT_SECONDS;
const fonts: readonly SoundfontName[] = ['fluid', 'musescore', 'opl3', 'csound'];

const major = [0, 2, 4, 5, 7, 9, 11];
/** Common progressions of four chords in a major key. Each chord is a step of the scale above the tonic. */
export const majorProgressions = [
  [0, 3, 4, 0],
  [0, 4, 5, 3],
  [5, 3, 0, 4],
  [0, 5, 3, 4],
  [1, 4, 0, 0],
  [0, 2, 3, 4],
];
const progressions = [...majorProgressions, [5, 4, 3, 4]];

interface Composition {
  readonly melody: readonly Note[];
  readonly chords: readonly Note[];
  readonly bass: readonly Note[];
  readonly drums: readonly Note[];
}

/** Composes a tune over a chord progression, with bass and drums, in one key and tempo. */
function compose(random: Random): Composition {
  const [rhythm] = drawRhythms(random, 1);
  const [tune] = drawMelodies(random, 1);
  if (rhythm === undefined || tune === undefined) throw new RangeError('nothing drawn');
  const tonic = tune.pitches[0] ?? 0;
  const bar = (4 * 60) / rhythm.beatsPerMinute;
  const progression = random.pick(progressions);
  const chords: Note[] = [];
  const bass: Note[] = [];
  for (let index = 0; index * bar < PIECE_SECONDS; index++) {
    const degree = progression[index % progression.length] ?? 0;
    const start = index * bar;
    for (const step of [0, 2, 4]) {
      chords.push({
        start,
        seconds: bar,
        channel: 1,
        pitch: 48 + tonic + scalePitch(major, degree + step),
        velocity: 70,
      });
    }
    for (let beat = 0; beat < 4; beat += random.pick([1, 2])) {
      const pitch = 24 + tonic + scalePitch(major, degree + (beat === 2 ? 4 : 0));
      bass.push({ start: start + (beat * bar) / 4, seconds: bar / 4, channel: 2, pitch: pitch + 12, velocity: 90 });
    }
  }
  const melody = unrollRhythm(rhythm, PIECE_SECONDS).map((onset, index) => ({
    ...onset,
    channel: 0,
    pitch: 60 + (tune.pitches[index % tune.pitches.length] ?? 0),
    velocity: random.whole(80, 110),
  }));
  const drums = playDrums(random.pick(drumPatterns), rhythm.beatsPerMinute, PIECE_SECONDS, random);
  return { melody, chords, bass, drums: random.chance(0.7) ? drums : [] };
}

/** Arranges a composition for randomly drawn instruments, transposed by `shift` semitones. */
function arrange({ melody, chords, bass, drums }: Composition, shift: number, random: Random): Passage {
  const [lead, accompaniment] = drawInstruments(random, 2);
  const pitched = [...melody, ...chords, ...bass].map((note) => ({ ...note, pitch: note.pitch + shift }));
  const programs = [
    { channel: 0, program: lead?.program ?? 0 },
    { channel: 1, program: accompaniment?.program ?? 48 },
    { channel: 2, program: random.whole(32, 39) },
    { channel: DRUM_CHANNEL, program: random.pick([0, 8, 16, 25, 32]) },
  ];
  return { notes: [...pitched, ...drums], programs, seconds: PIECE_SECONDS };
}

/** Generates short pieces of music: two arrangements of each piece, and two excerpts of each arrangement. */
export const composedMusic: Piece = {
  name: 'music-composed',
  about:
    '40 generated pieces with melody, chords, bass and drums, each in two arrangements, with two excerpts of 8 s per arrangement.',
  packages: [...new Set(fonts.map(soundfontPackage))],
  async build(add, cache) {
    const random = createRandom('composed music');
    const compositions = Array.from({ length: PIECES }, () => compose(random));
    const arrangements = compositions.flatMap((composition, index) =>
      random.sample(fonts, 2).map((font, take) => {
        const shift = take === 0 ? 0 : random.pick([0, 0, 2, -3]);
        const name = `piece${index}`;
        return { name, arrangement: `${name} ${font}`, font, shift, passage: arrange(composition, shift, random) };
      }),
    );
    for (const font of fonts) {
      const own = arrangements.filter((arrangement) => arrangement.font === font);
      const passages = own.map(({ passage }) => passage);
      const sounds = await renderPassages(passages, { soundfont: await soundfontPath(font, cache), reverb: true });
      for (const [index, { name, arrangement, shift }] of own.entries()) {
        const samples = scaleToPeak(sounds[index]?.samples ?? new Float32Array(0), random.uniform(0.3, 0.95));
        for (const take of [0, 1]) {
          const first = take * EXCERPT_SECONDS * MUSIC_RATE;
          const excerpt = samples.slice(first, first + EXCERPT_SECONDS * MUSIC_RATE);
          await add({
            group: 'music',
            set: 'composed',
            labels: { piece: name, arrangement, shift: String(shift), take: String(take) },
            sound: { samples: excerpt, rate: MUSIC_RATE },
          });
        }
      }
    }
  },
};
