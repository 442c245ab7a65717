export const help = {
  description: 'How to find sounds by ear, in one minute',
  title: '👂 Soundalike finds sounds by ear',
  summary: 'Give me a sound, and I name those in this server’s library that are most like it, and why.',
  start: 'Start here',
  add: '`/add` an audio file: it joins this server’s library. Alone, `/add` lets you choose up to ten.',
  searchWithWords:
    '`/search` with another file, a sound that is here, or words: I answer with the sounds most like it.',
  search: '`/search` with another file or a sound that is here: I answer with the sounds most like it.',
  menus: (find: string, add: string) =>
    `Or open any message’s menu, *Apps*: **${find}**, **${add}**. Voice messages work too.`,
  library: 'The library',
  looking:
    '`/list` shows what is there, `/map` draws it, `/info` plays one sound, `/duplicates` finds doubles, `/stats` counts.',
  changing: '`/edit` changes label and tags, `/remove` takes a sound out: your own, or any if this server lets you.',
  moving:
    '`/forget` erases all that you added. Managers set the rules with `/settings` and move a whole library with `/export` and `/import`.',
  belowResult: 'Below a result',
  controls:
    '▶ plays a match, 🔎 goes on from it, ◀ ▶ turn pages, and ⚖️ lets you say what matters: more rhythm, less tone.',
  listensFor: 'What I listen for',
  goodToKnow: 'Good to know',
  formats: 'MP3, WAV, OGG, M4A, FLAC, Opus and the sound of videos all work.',
  reasons: 'A reason is shown when that feature alone is more than 80 % alike.',
  ownLibrary: 'Every server has a library of its own; no other server hears it.',
  withClap: 'I also compare what sounds mean, with the CLAP model.',
  withoutClap: 'I compare how sounds sound; the CLAP model, which knows what they mean, is not installed here.',
};
