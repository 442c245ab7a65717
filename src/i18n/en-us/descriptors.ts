import { defineMessages } from '../define-messages.ts';

/** Texts about the descriptors of sounds: filters, the card of a sound, and how two sounds differ. */
export const descriptors = defineMessages('en-US', ({ sounds }) => ({
  filter: {
    option: 'Only some sounds, such as: length<1 bright:high key:Am bpm:120..130 tag:kick -loop',
    title: 'Filter',
    /** Line of `/help`. */
    help: '`filter` in `/search`, `/list`, `/map`, `/random`, `/duplicates` and `/export` takes only some sounds: `length<1 bright:high`, `loop key:Am`. Suggestions help you build it.',
    unmeasured: (many: number) => `${sounds(many)} not measured yet, so this filter leaves them out.`,
    /** What each word of a filter is about. */
    about: {
      length: 'length in seconds',
      loud: 'loudness in LUFS',
      peak: 'true peak in dB',
      bright: 'brightness in hertz',
      wide: 'width of the spectrum in hertz',
      rolloff: 'upper end of the spectrum in hertz',
      noisy: 'noisiness, from 0 to 1',
      punch: 'punch in dB',
      attack: 'attack time in milliseconds',
      bpm: 'tempo in beats per minute',
      pitch: 'pitch of a note, such as A4 or 440',
      silence: 'silence at both ends in seconds',
      plays: 'how often it was played',
      key: 'key, such as Am or C',
      kind: 'what it is for',
      voice: 'resembles a voice',
      clipped: 'cut off at full scale',
      fav: 'one of your favorites',
      tag: 'has this tag',
      in: 'is in this collection',
      license: 'has this license',
      by: 'added by this member',
      name: 'name contains this text',
      sort: 'order; with a minus, the other way round',
    },
  },
  fromFile: {
    /** What the file of a new sound says about the sound. */
    says: (what: string) => `🏷️ The file says: ${what}`,
    use: 'Use what the file says',
    useSome: 'Use what the files say about…',
    used: (what: string) => `🏷️ Taken from the file: ${what}`,
    tags: (list: string) => `tags: ${list}`,
    stated: (value: string) => `${value} (from the file)`,
  },
  random: { description: 'Play a sound that I pick by chance, from the whole library or by a filter' },
  described: {
    figures: 'Figures',
    /** What a sound is: `short, bright hit`. */
    kind: (words: string, kind: string) => `${words} ${kind}`,
    kinds: { 'one-shot': 'hit', loop: 'loop', phrase: 'phrase', texture: 'texture' },
    words: {
      short: 'short',
      long: 'long',
      bright: 'bright',
      dark: 'dark',
      noisy: 'noisy',
      tonal: 'tonal',
      punchy: 'punchy',
      soft: 'soft',
    },
    voice: 'resembles a voice',
    clipped: 'clipped',
    uncertain: (value: string) => `${value} (uncertain)`,
    noPitch: 'no clear pitch',
    pitch: (note: string) => `pitch ${note}`,
    key: (key: string) => `key ${key}`,
    pending: 'Not measured yet.',
    /** How a sound differs from another one. */
    differs: {
      than: (differences: string) => `compared with yours: ${differences}`,
      brighter: 'brighter',
      darker: 'darker',
      noisier: 'noisier',
      purer: 'less noisy',
      louder: (by: string) => `${by} louder`,
      quieter: (by: string) => `${by} quieter`,
      longer: (by: string) => `${by} longer`,
      shorter: (by: string) => `${by} shorter`,
      faster: (by: string) => `${by} faster`,
      slower: (by: string) => `${by} slower`,
    },
  },
}));

export type DescriptorMessages = typeof descriptors;
