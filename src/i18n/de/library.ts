import { defineMessages } from '../define-messages.ts';
import type { LibraryMessages } from '../en-us/library.ts';

export const library = defineMessages<LibraryMessages>('de', ({ count, sounds }) => ({
  finding: {
    matches: (many, name) =>
      count(many, {
        one: `# Name passt zu „${name}“.`,
        other: `# Namen passen zu „${name}“. Auf dieser Seite steht der erste.`,
      }),
    didYouMean: (name) => `Hier gibt es keinen Sound namens „${name}“. Meinst du:`,
    jump: '🔎 Zu einem anderen Treffer…',
  },
  actions: {
    favor: 'Zu Favoriten',
    favored: 'Favorit',
    play: 'Abspielen',
    similar: 'Ähnliche suchen',
    edit: 'Bearbeiten',
    remove: 'Entfernen',
    editTitle: 'Sound bearbeiten',
    allTags: 'Alle Tags, mit Kommas getrennt; leer lassen, um sie zu entfernen',
    noneSoFar: 'Bisher nichts doppelt gefunden.',
    playOne: '🔊 Einen davon abspielen…',
    removeOne: '🗑️ Einen davon entfernen…',
    page: (page, pages) => `Seite ${page} von ${pages}.`,
  },
  moderation: {
    added: (who, sounds, labels) => `➕ ${who} hat hinzugefügt (${sounds}): ${labels}`,
    changed: (who, sounds, labels) => `✏️ ${who} hat geändert (${sounds}): ${labels}`,
    removed: (who, sounds, labels) => `➖ ${who} hat entfernt (${sounds}): ${labels}`,
    daily: (label) => `☀️ Sound des Tages: ${label}`,
  },
  many: {
    editDescription: 'Tags vieler Sounds auf einmal ändern; zeigt vorher, was sich ändert, und fragt nach',
    removeDescription: 'Viele Sounds auf einmal entfernen; zeigt vorher, welche, und fragt nach',
    tag: 'Nur Sounds mit diesem Tag',
    author: 'Nur Sounds, die dieses Mitglied hinzugefügt hat',
    name: 'Nur Sounds, deren Name diesen Text enthält, auch mitten im Wort',
    add: 'Tags, die hinzukommen, mit Kommas getrennt',
    takeAway: 'Tags, die wegfallen, mit Kommas getrennt',
    askRemove: (many) => `${sounds(many)} entfernen? Das lässt sich nicht rückgängig machen.`,
    askEdit: (many) => `Die Tags von ${sounds(many)} ändern?`,
    adding: (tags) => `➕ Hinzu kommt: ${tags}`,
    takingAway: (tags) => `➖ Weg fällt: ${tags}`,
    containing: (text) => `🔎 Nur Sounds, deren Name „${text}“ enthält`,
    ofOthers: (many) =>
      count(many, {
        one: '# weiteren Sound darfst du nicht ändern; er bleibt, wie er ist.',
        other: '# weitere Sounds darfst du nicht ändern; sie bleiben, wie sie sind.',
      }),
    full: (many, max) =>
      count(many, {
        one: `# weiterer Sound hätte zu viele Tags (höchstens ${max}); er bleibt, wie er ist.`,
        other: `# weitere Sounds hätten zu viele Tags (höchstens ${max}); sie bleiben, wie sie sind.`,
      }),
    yesRemove: (many) => `${sounds(many)} entfernen`,
    yesEdit: (many) => `${sounds(many)} ändern`,
    removed: (many) => `🗑️ ${sounds(many)} entfernt.`,
    edited: (many) => `✏️ Tags von ${sounds(many)} geändert.`,
    unchanged: (many) => count(many, { one: '# Sound bleibt unverändert:', other: '# Sounds bleiben unverändert:' }),
  },
  lifting: {
    noneLeft: 'Kein Sound hier passt zu diesen Filtern.',
    search: 'Ohne Filter suchen',
  },
  explained: {
    topic: 'Was erklärt werden soll; ohne Angabe ein Überblick',
    features: 'Die sechs Merkmale, und was die Werte bedeuten',
    title: '👂 Was ich vergleiche',
    hint: '`/help` mit dem Thema *features* erklärt jedes in einer Zeile.',
    inFooter: 'siehe /help features',
    mfcc: 'hell oder dumpf, welche Stimme, welches Instrument',
    chroma: 'welche Töne vorkommen, und wie lange',
    contrast: 'was sich abhebt, und wovon',
    rhythm: 'wie schnell die Schläge sind, in welchem Muster',
    zcr: 'ob es summt wie eine Stimme oder rauscht',
    rms: 'wie laut es ist, und wie sich das ändert',
    meaning: 'was es ist, etwa ein Hund oder eine Tür (CLAP)',
    words: 'Die Werte in Worten',
    wordsExplained: (words) =>
      `${words}. „Dieselbe Aufnahme“ entscheidet der Fingerabdruck und nicht der Wert; deshalb steht sie über allen anderen.`,
  },
  weighing: {
    reset: 'Alles wie üblich',
    resetHint: 'So gewichten, wie es auf diesem Server üblich ist',
    only: (feature) => `Nur ${feature}`,
    more: (feature) => `Mehr ${feature}`,
    moreHint: 'Zählt viel mehr als üblich',
    less: (feature) => `Weniger ${feature}`,
    lessHint: 'Zählt viel weniger als üblich',
    off: (feature) => `Ohne ${feature}`,
    offHint: 'Zählt gar nicht',
    normal: (feature) => `${feature} wie üblich`,
    normalHint: 'Zählt wieder wie üblich',
  },
}));
