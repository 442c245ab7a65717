import type { Messages } from '../en-us/index.ts';

export const help: Messages['help'] = {
  description: 'Wie du Sounds nach Gehör findest, in einer Minute',
  title: '👂 Soundalike findet Sounds nach Gehör',
  summary: 'Gib mir einen Sound, und ich nenne dir die ähnlichsten aus der Bibliothek dieses Servers, und warum.',
  start: 'So fängst du an',
  add: '`/add` mit einer Audiodatei: Sie kommt in die Bibliothek dieses Servers. Allein lässt `/add` dich bis zu zehn wählen.',
  searchWithWords:
    '`/search` mit einer anderen Datei, einem Sound von hier oder Worten: Ich antworte mit den ähnlichsten Sounds.',
  search: '`/search` mit einer anderen Datei oder einem Sound von hier: Ich antworte mit den ähnlichsten Sounds.',
  menus: (find, add) =>
    `Oder im Menü jeder Nachricht unter *Apps*: **${find}**, **${add}**. Das geht auch mit Sprachnachrichten.`,
  library: 'Die Bibliothek',
  looking:
    '`/list` zeigt, was da ist, `/map` zeichnet es, `/info` spielt einen Sound ab, `/duplicates` findet Doppelte, `/stats` zählt.',
  changing:
    '`/edit` ändert Name und Tags, `/remove` entfernt einen Sound: deine eigenen, oder jeden, wenn dieser Server dich lässt.',
  moving:
    '`/forget` löscht alles, was du hinzugefügt hast. Wer den Server verwaltet, legt mit `/settings` die Regeln fest und zieht eine ganze Bibliothek mit `/export` und `/import` um.',
  belowResult: 'Unter einem Ergebnis',
  controls:
    '▶ spielt einen Treffer ab, 🔎 sucht von ihm aus weiter, ◀ ▶ blättern, und mit ⚖️ sagst du, was zählt: mehr Rhythmus, weniger Klangfarbe.',
  listensFor: 'Worauf ich höre',
  goodToKnow: 'Gut zu wissen',
  formats: 'MP3, WAV, OGG, M4A, FLAC, Opus und der Ton von Videos gehen alle.',
  reasons: 'Ein Grund steht da, wenn allein dieses Merkmal zu mehr als 80 % ähnlich ist.',
  ownLibrary: 'Jeder Server hat seine eigene Bibliothek; kein anderer Server hört sie.',
  withClap: 'Ich vergleiche auch, was Sounds bedeuten, mit dem CLAP-Modell.',
  withoutClap:
    'Ich vergleiche, wie Sounds klingen; das CLAP-Modell, das ihre Bedeutung kennt, ist hier nicht installiert.',
};
