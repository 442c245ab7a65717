import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('de');

export const search: Messages['search'] = {
  description: 'Findet die Sounds hier, die deinem am ähnlichsten sind: Datei, Sound von hier oder Worte',
  audio: 'Sounds wie diese Audiodatei, oder wie der Ton dieses Videos',
  sound: 'Sounds wie dieser aus der Bibliothek: tipp einen Teil seines Namens',
  text: 'Sounds, die zu diesen Worten passen, auf Englisch: dog barking in the rain',
  top: (most) => `Wie viele auf einmal, höchstens ${most}`,
  tag: 'Nur Sounds mit diesem Tag',
  author: 'Nur Sounds, die dieses Mitglied hinzugefügt hat',
  least: 'Nur Sounds, die mindestens so viel Prozent ähnlich sind',
  private: 'Die Antwort nur dir zeigen',
  fromMessage: 'Ähnliche Sounds finden',
  onlyFirst: 'Gesucht wurde nur mit der ersten Datei der Nachricht.',
};

export const results: Messages['results'] = {
  title: (subject) => `🔎 Klingt wie „${subject}“`,
  hearing: {
    clap: 'CLAP und akustische Merkmale',
    acoustic: 'Nur akustische Merkmale',
    meaning: 'Nach Bedeutung, mit CLAP',
  },
  closestPart: (from, to) => `⏱️ am ähnlichsten von ${from} bis ${to}`,
  closestToPart: (from, to) => `⏱️ passt zu deinem Sound von ${from} bis ${to}`,
  searched: (number) => `${count(number, { one: '# Sound', other: '# Sounds' })} durchsucht`,
  heard: (duration) => `${duration} gehört`,
  nothingFits: 'Hier passt nichts dazu.',
  nothingElse: 'Hier gibt es noch keinen anderen Sound zum Vergleichen.',
  nothingClose: '**Nichts Ähnliches.** Das hier kommt am nächsten:',
  alsoAs: (label) => `hier auch als ${label}`,
  addedBy: (name) => `von ${name}`,
  thatVeryFile: (sound) => `📌 Genau diese Datei ist schon in der Bibliothek: **${sound}** · 100 %`,
  only: (filters) => `Nur Sounds: ${filters}.`,
  tagged: (tag) => `mit Tag ${tag}`,
  atLeast: (percent) => `mindestens ${percent} ähnlich`,
  weighted: '⚖️ Nach deinem Gehör gewichtet: nicht mit anderen Werten vergleichbar.',
};

export const controls: Messages['controls'] = {
  play: '▶ Treffer abspielen…',
  more: '🔎 Mehr wie…',
  whatMatters: 'Was zählt?',
  close: 'Schließen',
  off: 'aus',
};
