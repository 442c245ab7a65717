import { defineMessages } from '../define-messages.ts';
import type { CommandMessages } from '../en-us/commands.ts';

export const commands = defineMessages<CommandMessages>('de', () => ({
  add: {
    description: 'Fügt der Bibliothek einen Sound hinzu; ohne Datei kannst du bis zu zehn auf einmal wählen',
    audio: 'Eine Audiodatei, oder ein Video, dessen Ton du meinst; weglassen, um bis zu zehn zu wählen',
    label: 'Wie er heißen soll; sonst wie die Datei',
    tags: 'Stichwörter zum Wiederfinden, mit Kommas getrennt: drum, laut, take 2',
    more: 'Noch eine Datei; jede heißt wie ihr Dateiname',
    fromMessage: 'Zur Sound-Bibliothek hinzufügen',
  },
  edit: {
    description: 'Ändert Name oder Tags deiner Sounds, oder aller, wenn dieser Server dich lässt',
    label: 'Wie er ab jetzt heißen soll',
    tags: 'Alle seine Tags, mit Kommas getrennt; ein einzelnes - entfernt sie',
  },
  remove: { description: 'Entfernt einen deiner Sounds, oder jeden, wenn dieser Server dich lässt; fragt vorher nach' },
  forget: { description: 'Löscht alle Sounds, die du hier hinzugefügt hast, endgültig' },
  sound: { which: 'Welcher Sound: tipp einen Teil des Namens oder der Tags' },
  list: {
    description: 'Zeigt, was in der Bibliothek dieses Servers ist, das Neueste zuerst, oder findet einen Namen',
    name: 'Der Name, zu dem die Liste springt, oder ein Teil davon',
    tag: 'Nur Sounds mit diesem Tag',
    author: 'Nur Sounds, die dieses Mitglied hinzugefügt hat',
    page: 'Welche Seite; auf 1 stehen die neuesten',
  },
  info: { description: 'Spielt einen Sound der Bibliothek ab und zeigt alles über ihn' },
  map: {
    description: 'Zeigt die ganze Bibliothek als Karte, auf der ähnliche Sounds beisammen liegen',
    tag: 'Nur Sounds mit diesem Tag',
    sound: 'Nur dieser Sound und die ähnlichsten: tipp einen Teil seines Namens',
    private: 'Die Karte nur dir zeigen',
  },
  duplicates: { description: 'Findet Aufnahmen, die mehr als einmal in der Bibliothek sind' },
  stats: { description: 'Die Bibliothek dieses Servers in Zahlen' },
  search: {
    description: 'Findet die Sounds hier, die deinem am ähnlichsten sind: Datei, Sound von hier oder Worte',
    audio: 'Sounds wie diese Audiodatei, oder wie der Ton dieses Videos',
    sound: 'Sounds wie dieser aus der Bibliothek: tipp einen Teil seines Namens',
    text: 'Sounds, die zu diesen Worten passen, auf Englisch: dog barking in the rain',
    top: (most) => `Wie viele auf einmal, höchstens ${most}`,
    tag: 'Nur Sounds mit diesem Tag',
    author: 'Nur Sounds, die dieses Mitglied hinzugefügt hat',
    minScore: 'Nur Sounds, die mindestens so viel Prozent ähnlich sind',
    by: 'Was verglichen wird: der ganze Sound, oder nur Melodie, Beat oder ein Teil',
    order: 'Reihenfolge der Ergebnisse; ohne Angabe die übliche dieses Servers',
    private: 'Die Antwort nur dir zeigen',
    fromMessage: 'Ähnliche Sounds finden',
  },
  exporting: { description: 'Lädt die ganze Bibliothek herunter: ZIP-Dateien mit Audio, Namen und Tags' },
  importing: {
    description: 'Fügt viele Sounds hinzu: eine ZIP-Datei, von /export oder eigene; ohne sie bis zu zehn Dateien',
    archive: 'Die ZIP-Datei; eine große Bibliothek kommt in mehreren. Weglassen, um bis zu zehn zu wählen',
  },
  settings: { description: 'Für die Verwaltung: wer hinzufügt und entfernt, in welchen Kanälen, wie Suchen beginnen' },
  help: { description: 'Wie du Sounds nach Gehör findest, in einer Minute' },
}));
