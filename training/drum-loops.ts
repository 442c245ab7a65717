import type { Piece } from './corpus.ts';
import { DRUM_CHANNEL, type DrumKit, drumKits } from './drum-kits.ts';
import { MUSIC_RATE, type Passage, renderPassages } from './fluidsynth.ts';
import type { Note } from './midi.ts';
import { createRandom, type Random } from './random.ts';
import { scaleToPeak } from './signal-processing.ts';
import { soundfontPackages, soundfontPath } from './soundfonts.ts';

/** Steps of each drum: `X` accented, `x` plain, `.` rest. All strings of a pattern have the same length. */
interface DrumPattern {
  readonly name: string;
  readonly stepsPerBeat: number;
  readonly lines: Readonly<Record<number, string>>;
}

export const drumPatterns: readonly DrumPattern[] = [
  { name: 'rock', stepsPerBeat: 2, lines: { 36: 'X...Xx..', 38: '..X...X.', 42: 'xxxxxxxx' } },
  {
    name: 'disco',
    stepsPerBeat: 4,
    lines: { 36: 'X...X...X...X...', 38: '....X.......X...', 42: 'xx.xxx.xxx.xxx.x', 46: '..x...x...x...x.' },
  },
  { name: 'funk', stepsPerBeat: 4, lines: { 36: 'X..x..x..x......', 38: '....X..x.x..X..x', 42: 'xxxxxxxxxxxxxxxx' } },
  { name: 'break', stepsPerBeat: 4, lines: { 36: 'X.x.......xx....', 38: '....X..x.x..X..x', 42: 'x.x.x.x.x.x.x.x.' } },
  { name: 'swing', stepsPerBeat: 3, lines: { 51: 'X..x.xX..x.x', 44: '...x.....x..', 36: 'x...........' } },
  { name: 'shuffle', stepsPerBeat: 3, lines: { 36: 'X....xX.....', 38: '...X.....X..', 42: 'x.xx.xx.xx.x' } },
  { name: 'waltz', stepsPerBeat: 1, lines: { 36: 'X..', 38: '.xx', 42: 'xxx' } },
  { name: 'bossa', stepsPerBeat: 4, lines: { 36: 'X..xX..xX..xX..x', 37: 'x..x..x...x..x..', 42: 'x.x.x.x.x.x.x.x.' } },
  { name: 'samba', stepsPerBeat: 4, lines: { 36: 'X..xX..x', 70: 'xxxxxxxx', 68: 'x.xx.x.x' } },
  {
    name: 'reggae',
    stepsPerBeat: 4,
    lines: { 36: '........X.......', 37: '........x.......', 42: 'x.xxx.xxx.xxx.xx' },
  },
  { name: 'march', stepsPerBeat: 4, lines: { 36: 'X...X...', 38: 'x.xxx.xx' } },
  { name: 'tresillo', stepsPerBeat: 4, lines: { 36: 'X...X...', 38: '...x..x.', 42: 'x.x.x.x.' } },
  { name: 'clave', stepsPerBeat: 4, lines: { 75: 'X..X..X...X.X...', 63: 'x...x.xxx...x.xx', 70: 'x.x.x.x.x.x.x.x.' } },
  { name: 'five', stepsPerBeat: 2, lines: { 36: 'X....x....', 38: '..X...X...', 51: 'x.xxx.xxx.' } },
  { name: 'seven', stepsPerBeat: 2, lines: { 36: 'X..x...', 38: '..X..X.', 42: 'xxxxxxx' } },
  { name: 'half', stepsPerBeat: 2, lines: { 36: 'X..x.....x......', 38: '........X.......', 42: 'x.x.x.x.x.x.x.x.' } },
  { name: 'hats', stepsPerBeat: 4, lines: { 42: 'X.xxX.xx', 46: '......x.' } },
  { name: 'toms', stepsPerBeat: 3, lines: { 45: 'X.x......', 43: '...X.x...', 41: '......Xxx', 36: 'x..x..x..' } },
];

/** Repeats a pattern for `seconds`, with small random variations, and returns the notes. */
export function playDrums(pattern: DrumPattern, bpm: number, seconds: number, random: Random): Note[] {
  const step = 60 / bpm / pattern.stepsPerBeat;
  const notes: Note[] = [];
  for (const [pitch, line] of Object.entries(pattern.lines)) {
    for (let index = 0; index * step < seconds; index++) {
      const mark = line[index % line.length];
      if (mark === '.') continue;
      const velocity = (mark === 'X' ? 112 : 80) + random.whole(-8, 8);
      const start = Math.max(0, index * step + 0.003 * random.normal());
      notes.push({ start, seconds: step, channel: DRUM_CHANNEL, pitch: Number(pitch), velocity });
    }
  }
  return notes;
}

interface Loop {
  readonly kit: DrumKit;
  readonly pattern: DrumPattern;
  readonly bpm: number;
  readonly passage: Passage;
}

/** Composes loops: each drum pattern at two tempi, and at each tempo with several kits. */
function drawLoops(random: Random): Loop[] {
  return drumPatterns.flatMap((pattern) => {
    const tempi = [random.whole(60, 95), random.whole(100, 140), random.whole(145, 195)];
    return random.sample(tempi, 2).flatMap((bpm) =>
      random.sample(drumKits, 8).map((kit) => {
        const seconds = random.uniform(4, 9);
        const programs = [{ channel: DRUM_CHANNEL, program: kit.program }];
        return { kit, pattern, bpm, passage: { notes: playDrums(pattern, bpm, seconds, random), programs, seconds } };
      }),
    );
  });
}

/** Renders drum loops at known tempi. Loops with the same rhythm label differ in their kit. */
export const drumLoops: Piece = {
  name: 'drum-loops',
  about: '18 drum patterns, each at 2 tempos and with 8 of 16 kits.',
  packages: soundfontPackages,
  async build(add, cache) {
    const random = createRandom('drum loops');
    const loops = drawLoops(random);
    for (const soundfont of new Set(drumKits.map((kit) => kit.soundfont))) {
      const own = loops.filter(({ kit }) => kit.soundfont === soundfont);
      const passages = own.map(({ passage }) => passage);
      const sounds = await renderPassages(passages, { soundfont: await soundfontPath(soundfont, cache), reverb: true });
      for (const [index, { kit, pattern, bpm }] of own.entries()) {
        const samples = scaleToPeak(sounds[index]?.samples ?? new Float32Array(0), random.uniform(0.2, 0.95));
        await add({
          group: 'percussion',
          set: 'loops',
          labels: { rhythm: `${pattern.name}${bpm}`, pattern: pattern.name, bpm: String(bpm), kit: kit.name },
          sound: { samples, rate: MUSIC_RATE },
        });
      }
    }
  },
};
