import { renderPassages } from '../../../training/fluidsynth.ts';
import { createRandom } from '../../../training/random.ts';
import { table } from '../table.ts';
import { tempoAgrees } from '../tempo-report.ts';
import { describeSamples } from './describe-samples.ts';
import { drawStyledLoops } from './drum-styles.ts';
import { drawChordLoops, drawDrumLoops, drawMusic, drawNotes, type LabeledPassage } from './generated-music.ts';

/** Number of pieces of each kind per seed: two of each key. */
const COUNT = 48;
const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];

/** Shares of right answers by the name of the measure, one for each seed. */
type Shares = Map<string, number[]>;

/** Reports tempo, key and pitch of generated music: the mean over the seeds, with the lowest and the highest. */
export async function musicReport(seeds: readonly string[], soundfont: string): Promise<string> {
  const shares: Shares = new Map();
  for (const seed of seeds) {
    const drums = await render(drawDrumLoops(createRandom(`drums ${seed}`), COUNT), soundfont);
    addTempo(shares, 'drum loops of whole beats, 48 to 180 BPM', drums);
    const styled = await render(drawStyledLoops(createRandom(`styles ${seed}`), COUNT), soundfont);
    addTempo(shares, 'drum loops of 22 styles, at their usual tempi', styled);
    add(
      shares,
      'drum loops: kind is loop',
      drums.map(({ found }) => found.kind === 'loop'),
    );
    add(
      shares,
      'drum loops: no key',
      drums.map(({ found }) => found.key === null),
    );
    const music = await render(drawMusic(createRandom(`music ${seed}`), COUNT), soundfont);
    addTempo(shares, 'music, 60 to 180 BPM', music);
    addKey(shares, 'music', music);
    addKey(shares, 'chord loops', await render(drawChordLoops(createRandom(`chords ${seed}`), COUNT), soundfont));
    const notes = await render(drawNotes(createRandom(`notes ${seed}`), COUNT), soundfont);
    const cents = notes.map(({ found, hertz }) => Math.abs(1200 * Math.log2((found.pitchHz ?? 1) / hertz)));
    add(
      shares,
      'sampled notes: pitch within 50 cents',
      cents.map((error) => error <= 50),
    );
  }
  const rows = [...shares].map(([name, values]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return [name, mean, `${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`];
  });
  return `${table(['measure', 'right', 'by seed'], rows)}\n\n${seeds.length} seeds, ${COUNT} sounds of each kind per seed.`;
}

async function render<T extends Pick<LabeledPassage, 'passage'>>(drawn: readonly T[], soundfont: string) {
  const passages = drawn.map(({ passage }) => passage);
  const sounds = await renderPassages(passages, { soundfont, reverb: true });
  return drawn.map((labels, i) => {
    const { samples, rate } = sounds[i] ?? { samples: new Float32Array(), rate: 44_100 };
    return { ...labels, found: describeSamples(samples, rate) };
  });
}

type Rendered = Awaited<ReturnType<typeof render<LabeledPassage>>>;

function addTempo(shares: Shares, name: string, sounds: Rendered): void {
  for (const octaves of [false, true]) {
    const right = sounds.map(({ found, bpm }) => tempoAgrees(found.tempoBpm, bpm, octaves));
    add(shares, `${name}: tempo, Accuracy${octaves ? 2 : 1}`, right);
  }
}

function addKey(shares: Shares, name: string, sounds: Rendered): void {
  const answers = sounds.map(({ found, key }) => {
    const { tonic, minor } = key ?? { tonic: 0, minor: false };
    const nameOf = (pitchClass: number, isMinor: boolean) =>
      `${NAMES[pitchClass % NAMES.length]} ${isMinor ? 'minor' : 'major'}`;
    const isExact = found.key === nameOf(tonic, minor);
    return {
      isExact,
      isRelated: isExact || found.key === nameOf(tonic + (minor ? 3 : 9), !minor),
      isRoot: found.key?.split(' ')[0] === NAMES[tonic],
    };
  });
  add(
    shares,
    `${name}: key`,
    answers.map(({ isExact }) => isExact),
  );
  add(
    shares,
    `${name}: key or its relative`,
    answers.map(({ isRelated }) => isRelated),
  );
  add(
    shares,
    `${name}: tonic`,
    answers.map(({ isRoot }) => isRoot),
  );
}

function add(shares: Shares, name: string, answers: readonly boolean[]): void {
  const share = answers.filter((isRight) => isRight).length / answers.length;
  shares.set(name, [...(shares.get(name) ?? []), share]);
}
