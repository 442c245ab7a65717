import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count, number } = formatFor('de');
const sounds = (many: number) => count(many, { one: '# Sound', other: '# Sounds' });

export const sound: Messages['sound'] = {
  which: 'Welcher Sound: tipp einen Teil des Namens oder der Tags',
  length: 'Länge',
  addedBy: 'Hinzugefügt von',
  added: 'Hinzugefügt',
  tags: 'Tags',
  kilobytes: (kilobytes) => `${number(kilobytes)} KB`,
  taggedWith: (tag, many) => `${tag} (${sounds(many)})`,
};

export const list: Messages['list'] = {
  description: 'Zeigt, was in der Bibliothek dieses Servers ist, das Neueste zuerst',
  tag: 'Nur Sounds mit diesem Tag',
  author: 'Nur Sounds, die dieses Mitglied hinzugefügt hat',
  page: 'Welche Seite; auf 1 stehen die neuesten',
  title: '📚 Sound-Bibliothek',
  empty: 'Noch nichts hier. Füg mit /add den ersten Sound hinzu.',
  footer: (many, page, pages) => `${sounds(many)} · Seite ${number(page)} von ${number(pages)}`,
};

export const info: Messages['info'] = {
  description: 'Spielt einen Sound der Bibliothek ab und zeigt alles über ihn',
  nearest: 'Am ähnlichsten',
};

export const map: Messages['map'] = {
  description: 'Zeigt die ganze Bibliothek als Karte, auf der ähnliche Sounds beisammen liegen',
  private: 'Die Karte nur dir zeigen',
  title: '🗺️ Karte der Bibliothek',
  explained: 'Je näher zwei Sounds, desto ähnlicher. Die Farbe zeigt das erste Tag eines Sounds.',
  shown: (many) => sounds(many),
  shownOf: (many, all) => `${number(many)} von ${sounds(all)}, gleichmäßig ausgewählt`,
};

export const duplicates: Messages['duplicates'] = {
  description: 'Findet Aufnahmen, die mehr als einmal in der Bibliothek sind',
  title: '👯 Mehrfach vorhanden',
  none: 'Jede Aufnahme ist nur einmal da.',
  compared: (many) => `${sounds(many)} verglichen. Entfernt wird nur, was du selbst entfernst.`,
  isAlso: (first, second) => `**${first}** ist auch **${second}**`,
};

export const stats: Messages['stats'] = {
  description: 'Die Bibliothek dieses Servers in Zahlen',
  title: '📊 Bibliothek',
  sounds: 'Sounds',
  together: 'Zusammen',
  keptAudio: 'Gespeichertes Audio',
  megabytes: (megabytes) => `${number(megabytes, 1)} MB`,
  room: 'Platz',
  roomSounds: (here, most) => `${number(here)} von ${count(most, { one: '# Sound', other: '# Sounds' })}`,
  roomMegabytes: (here, most) => `${number(here, 1)} von ${number(most)} MB`,
  roomYours: (yours, most) => `deine: ${number(yours)} von ${sounds(most)}`,
  downloading: (here, all) =>
    `Nur akustische Merkmale; das CLAP-Modell wird gerade heruntergeladen: ${number(here)}${all === null ? '' : ` von ${number(all)}`} MB`,
  tags: 'Tags',
  members: 'Mitglieder',
  noneYet: 'noch keine',
  hearing: 'Wie ich höre',
  withClap: (many) => `CLAP und akustische Merkmale; ${sounds(many)} mit Bedeutung`,
  withoutClap: 'Nur akustische Merkmale; es ist kein CLAP-Modell installiert',
  storage: '⚠️ Speicher',
  problems:
    'Beschädigte Dateien dieser Bibliothek wurden beiseitegelegt. Genaueres findet der Betreiber des Bots in meinem Log.',
  toBeHeard: 'Neu anzuhören',
  stale: (many, all) =>
    `${number(many)} von ${sounds(all)}: von einer früheren Version oder einem anderen Modell gehört`,
};
