import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('de');
const sounds = (number: number) => count(number, { one: '# Sound', other: '# Sounds' });

export const add: Messages['add'] = {
  description: 'Fügt der Bibliothek einen Sound hinzu; ohne Datei kannst du bis zu zehn auf einmal wählen',
  audio: 'Eine Audiodatei, oder ein Video, dessen Ton du meinst; weglassen, um bis zu zehn zu wählen',
  label: 'Wie er heißen soll; sonst wie die Datei',
  tags: 'Stichwörter zum Wiederfinden, mit Kommas getrennt: drum, laut, take 2',
  more: 'Noch eine Datei; jede heißt wie ihr Dateiname',
  fromMessage: 'Zur Sound-Bibliothek hinzufügen',
  added: '✅ Hinzugefügt',
  nowHere: (number) => `${sounds(number)} in der Bibliothek dieses Servers`,
  hereAlready: '🤔 Schon da?',
  undecided: 'Noch nicht hinzugefügt. Du entscheidest.',
  sameFile: (label, known) => `**${label}** ist genau dieselbe Datei wie **${known}**`,
  sameRecording: (label, known, percent) => `**${label}** klingt wie dieselbe Aufnahme wie **${known}** (${percent})`,
  anyway: 'Trotzdem hinzufügen',
  leaveOut: 'Weglassen',
  leftOut: 'Weggelassen.',
};

export const edit: Messages['edit'] = {
  description: 'Ändert Name oder Tags deiner Sounds, oder aller, wenn dieser Server dich lässt',
  label: 'Wie er ab jetzt heißen soll',
  tags: 'Alle seine Tags, mit Kommas getrennt; ein einzelnes - entfernt sie',
  done: '✏️ Geändert.',
};

export const remove: Messages['remove'] = {
  description: 'Entfernt einen deiner Sounds, oder jeden, wenn dieser Server dich lässt; fragt vorher nach',
  askOwn: (label) => `**${label}** entfernen? Eine Minute lang lässt er sich zurückholen.`,
  ask: (owner, label) => `${owner} hat **${label}** hinzugefügt. Trotzdem entfernen?`,
  yes: 'Entfernen',
  done: (label) => `🗑️ **${label}** entfernt. Eine Minute lang lässt er sich zurückholen.`,
  undo: 'Zurückholen',
  back: (label) => `↩️ **${label}** ist wieder da.`,
};

export const forget: Messages['forget'] = {
  description: 'Löscht alle Sounds, die du hier hinzugefügt hast, endgültig',
  ask: (number) =>
    `Du hast hier ${count(number, { one: 'einen Sound', other: '# Sounds' })} hinzugefügt. Alles löschen, samt Audio und deinem Namen? Das lässt sich nicht rückgängig machen.`,
  nothing: 'Du hast hier nichts hinzugefügt. Es gibt nichts zu löschen.',
  yes: 'Alles löschen',
  done: (number) =>
    `🧹 ${sounds(number)} gelöscht. Nachrichten, die ich in Kanälen gepostet habe, kannst du selbst löschen.`,
};

export const upload: Messages['upload'] = {
  title: 'Sounds hinzufügen',
  files: 'Audiodateien',
  filesHint: 'Bis zu zehn: MP3, WAV, OGG, M4A, FLAC, Opus oder Videos',
  label: 'Name',
  labelHint: 'Wie der Sound heißen soll, wenn es einer ist; sonst die Dateinamen',
  tags: 'Tags',
  tagsHint: 'Wörter zum Wiederfinden, mit Kommas dazwischen: trommel, laut',
};
