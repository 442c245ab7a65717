import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Piece } from './corpus.ts';
import { unpackPackage } from './debian-packages.ts';
import { createRandom, type Random } from './random.ts';
import { drawChannel, throughChannel } from './recording-channel.ts';
import { scaleToPeak } from './signal-processing.ts';
import { parseWav, type Sound } from './wav.ts';

const run = promisify(execFile);

/** Short words, some of which sound alike, so that the fit learns to tell different words from different speakers. */
const words = ['river', 'yellow', 'stone', 'bread', 'fish', 'moon', 'seven', 'wine', 'king', 'open', 'tree', 'house'];

/** Voices of eSpeak NG that speak English, as `language+variant`. */
const espeakVoices = [
  'en-us+m1',
  'en-us+f2',
  'en-gb+m3',
  'en-gb-scotland+f4',
  'en-us+m7',
  'en-gb-x-rp+klatt2',
  'en-us+croak',
  'en-gb+whisper',
  'en-us+linda',
  'en-gb-x-gbcwmd+max',
  'en-029+m5',
  'en-us+f5',
];

/** Voices of Flite. All except `kal` are built from recorded speakers. */
const fliteVoices = ['kal16', 'awb', 'rms', 'slt'];

const sentences: readonly (readonly [string, string])[] = [
  ['en-us', 'The boat went slowly down the river while we watched from the bridge.'],
  ['en-gb', 'Nobody knew why the shop had closed so early on a Thursday.'],
  ['de', 'Am Morgen lag der Garten still unter einer dünnen Decke aus Schnee.'],
  ['fr-fr', 'Les enfants ont couru jusqu’à la plage avant la pluie.'],
  ['es', 'La vecina dejó las llaves encima de la mesa de la cocina.'],
  ['it', 'Il treno per la montagna parte ogni ora dalla stazione vecchia.'],
  ['pl', 'Wieczorem cała rodzina siedziała przy stole i rozmawiała.'],
  ['ru', 'Старый мост через реку построили много лет назад.'],
  ['nl', 'De fietser stopte bij het kruispunt en keek naar de kaart.'],
  ['sv', 'Vinden blåste kallt över fälten hela natten.'],
  ['tr', 'Küçük kedi bütün gün pencerenin önünde uyudu.'],
  ['fi', 'Talo järven rannalla oli ollut tyhjänä koko talven.'],
];

type Speak = (text: string, random: Random) => Promise<Sound>;

function espeak(voice: string): Speak {
  return async (text, random) => {
    const speed = random.whole(135, 190);
    const pitch = random.whole(40, 60);
    const { stdout } = await run(
      'espeak-ng',
      ['-v', voice, '-s', String(speed), '-p', String(pitch), '--stdout', text],
      {
        encoding: 'buffer',
        maxBuffer: 2 ** 26,
      },
    );
    return parseWav(stdout, voice);
  };
}

async function flite(voice: string, cache: string): Promise<Speak> {
  const program = path.join(await unpackPackage('flite', cache), 'usr/bin/flite');
  const library = path.join(await unpackPackage('libflite1', cache), 'usr/lib/x86_64-linux-gnu');
  return async (text, random) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'reference-'));
    try {
      const file = path.join(folder, 'speech.wav');
      const stretch = random.uniform(0.85, 1.2).toFixed(3);
      const settings = ['-voice', voice, '--setf', `duration_stretch=${stretch}`];
      await run(program, [...settings, '-t', text, '-o', file], { env: { ...process.env, LD_LIBRARY_PATH: library } });
      return parseWav(await readFile(file), file);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** Synthesizes every word with every voice a few times, with small variations, each in its own simulated recording. */
export const syntheticSpeech: Piece = {
  name: 'speech-synthetic',
  about:
    '12 words by 16 voices of eSpeak NG and Flite, with 2 or 4 takes at different speeds, and one sentence in each of 12 languages by 4 voices.',
  packages: ['espeak-ng', 'espeak-ng-data', 'flite', 'libflite1'],
  async build(add, cache) {
    const random = createRandom('synthetic speech');
    const speakers: [string, Speak, number][] = espeakVoices.map((voice) => [voice, espeak(voice), 2]);
    for (const voice of fliteVoices) speakers.push([`flite ${voice}`, await flite(voice, cache), 4]);
    for (const [voice, speak, takes] of speakers) {
      const channel = drawChannel(random, random.uniform(0, 1));
      for (const word of words) {
        for (let take = 0; take < takes; take++) {
          const said = await speak(word, random);
          const recorded = throughChannel(said, channel, random);
          const sound = { ...recorded, samples: scaleToPeak(recorded.samples, random.uniform(0.2, 0.9)) };
          await add({ group: 'speech', set: 'words', labels: { voice, word }, sound });
        }
      }
    }
    for (const [language, text] of sentences) {
      for (const variant of random.sample(['m1', 'm2', 'm4', 'm6', 'f1', 'f3', 'f4', 'f5'], 4)) {
        const said = await espeak(`${language}+${variant}`)(text, random);
        const recorded = throughChannel(said, drawChannel(random, random.uniform(0, 1)), random);
        const sound = { ...recorded, samples: scaleToPeak(recorded.samples, random.uniform(0.2, 0.9)) };
        await add({ group: 'speech', set: 'sentences', labels: { voice: `${language}+${variant}`, language }, sound });
      }
    }
  },
};
