import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { MUTATIONS } from '../../tests/helpers/mutate-file.ts';
import { SAMPLE_NAMES, samplePath } from '../../tests/helpers/samples.ts';
import { wav } from '../../tests/helpers/signals.ts';
import { silentFlac } from '../../tests/helpers/silent-flac.ts';

const RATE = 22_050;
const MUTATE = Object.values(MUTATIONS);

export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Returns half a second of four random tones and noise, as WAV. */
export function randomSound(random: () => number): Uint8Array {
  const tones = Array.from({ length: 4 }, () => 80 + 4000 * random() ** 2);
  const hiss = random() ** 3;
  const decay = 1 + 30 * random();
  const samples = Float32Array.from({ length: RATE / 2 }, (_, i) => {
    const sum = tones.reduce((total, hertz) => total + Math.sin((2 * Math.PI * hertz * i) / RATE), 0);
    return 0.1 * Math.exp((-decay * i) / RATE) * (sum + 4 * hiss * (random() - 0.5));
  });
  return wav(samples, RATE);
}

/** Returns a random recording of 0.1 to 20 s, as FLAC. */
export function recording(random: () => number): SentFile {
  const name = SAMPLE_NAMES[Math.floor(random() * SAMPLE_NAMES.length)] ?? 'loop_amen';
  return { name: `${name}.flac`, bytes: readFileSync(samplePath(name)) };
}

/** Returns an audio file with random changes to its bytes. */
export function damagedFile(random: () => number): SentFile {
  const mutate = MUTATE[Math.floor(random() * MUTATE.length)];
  const { name, bytes } = random() < 0.5 ? recording(random) : { name: 'damaged.wav', bytes: randomSound(random) };
  return { name, bytes: mutate ? mutate(Uint8Array.from(bytes), randomSound(random), random) : bytes };
}

const text = (name: string, ...lines: string[]): SentFile => ({ name, bytes: Buffer.from(lines.join('\n')) });

/** Files that contain no sound, or that try to make the decoder read other files or network addresses. */
export const HOSTILE: readonly SentFile[] = [
  text('list.mp3', '#EXTM3U', '#EXT-X-TARGETDURATION:5', '#EXTINF:5,', 'file:///etc/passwd', '#EXT-X-ENDLIST'),
  text('list.wav', 'ffconcat version 1.0', 'file /etc/passwd', 'file http://127.0.0.1:9/'),
  text('picture.ogg', '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://127.0.0.1:9/"/></svg>'),
  text('@everyone ../../`**.m4a', 'not a sound'),
  { name: 'empty.wav', bytes: new Uint8Array(0) },
  {
    name: 'giant.wav',
    bytes: Buffer.concat([Buffer.from('RIFF\xff\xff\xff\xffWAVEfmt ', 'latin1'), Buffer.alloc(60, 255)]),
  },
  // Three hours of silence, encoded in 24 KB.
  { name: 'hours.flac', bytes: silentFlac(3 * 3600) },
];

/** Returns a zip file with these sounds, and with a file that is no sound and whose path leads out of the archive. */
export function archive(sounds: readonly { readonly label: string; readonly bytes: Uint8Array }[]): Uint8Array {
  const list = sounds.map(({ label }, index) => ({ file: `audio/${index}.wav`, label, tags: ['moved'] }));
  return zipSync({
    ...Object.fromEntries(sounds.map(({ bytes }, index) => [`audio/${index}.wav`, bytes])),
    '../../outside.wav': Buffer.from('not a sound'),
    'library.json': Buffer.from(
      JSON.stringify({ sounds: [...list, { file: '../../outside.wav', label: 'outside', tags: [] }] }),
    ),
  });
}
