import { defineMessages } from '../define-messages.ts';
import type { ViewMessages } from '../en-us/views.ts';

export const views = defineMessages<ViewMessages>('de', ({ count, number, sounds }) => ({
  common: {
    apology: (requestId) =>
      `Bei mir ist etwas schiefgegangen. Wenn es wieder passiert, gib dem Betreiber des Bots diese Nummer: ${requestId}`,
    undelivered:
      'Discord hat meine Antwort nicht angenommen, deshalb kann ich sie nicht zeigen. Vielleicht ist schon alles erledigt: Sieh bitte nach, bevor du es noch einmal versuchst.',
    untitled: 'ohne Namen',
    somebody: 'jemand',
    part: (index, all) => `${index} von ${all}`,
    andMore: (many) => `und noch ${many}`,
  },
  progress: {
    downloading: '⏬ Lade herunter…',
    decoding: '📀 Dekodiere…',
    listening: '👂 Höre zu…',
    comparing: '🔎 Vergleiche…',
    cancel: 'Abbrechen',
    nothingToCancel: 'Es gibt nichts mehr abzubrechen.',
    continuesLater:
      '⏳ Das dauert länger, als ich hier antworten kann. Was dabei herauskommt, schreibe ich in diesen Kanal.',
    continuesPrivately:
      '⏳ Das dauert länger, als ich hier antworten kann. Was dabei herauskommt, schicke ich dir als Direktnachricht.',
    continuesUnseen:
      '⏳ Das dauert länger, als ich hier antworten kann, und in diesen Kanal darf ich nicht schreiben. Sieh in einer Weile in /list nach.',
    resultFor: (files) => `⏳ Das wurde aus ${files}:`,
    failedLate: 'Bei mir ist etwas schiefgegangen. Versuch es bitte noch einmal.',
  },
  features: {
    names: {
      mfcc: 'Klangfarbe / Gesang',
      chroma: 'Tonfolge / Melodie',
      contrast: 'Vordergrund / Hintergrund',
      rhythm: 'Rhythmus / Tempo',
      zcr: 'Stimme / Rauschen',
      rms: 'Lautstärke / Dynamik',
    },
    meaning: 'Bedeutung',
    noneStandsOut: 'Kein einzelnes Merkmal sticht heraus',
    differsIn: (list) => `anders: ${list}`,
    closeness: {
      'same recording': 'dieselbe Aufnahme',
      'very close': 'sehr ähnlich',
      close: 'ähnlich',
      related: 'verwandt',
      far: 'weit entfernt',
    },
  },
  add: {
    added: '✅ Hinzugefügt',
    nowHere: (many) => `${sounds(many)} in der Bibliothek dieses Servers`,
    hereAlready: '🤔 Schon da?',
    undecided: 'Noch nicht hinzugefügt. Du entscheidest.',
    anyway: 'Trotzdem hinzufügen',
    leaveOut: 'Weglassen',
    leftOut: 'Weggelassen.',
  },
  relations: {
    sameFile: (label, known) => `${label} ist genau dieselbe Datei wie ${known}`,
    sameRecording: (label, known) => `${label} ist dieselbe Aufnahme wie ${known}`,
    excerpt: (part, whole, range) => `${part} ist ein Ausschnitt aus ${whole}: ${range}`,
    faster: (label, known, percent) => `${label} ist ${known} in anderem Tempo (${percent} schneller)`,
    slower: (label, known, percent) => `${label} ist ${known} in anderem Tempo (${percent} langsamer)`,
    sharesPart: (label, known, range, knownRange) =>
      `${label} hat einen Teil mit ${known} gemeinsam: ${range} ist dort ${knownRange}`,
    range: (from, to) => `${from} bis ${to}`,
  },
  upload: {
    title: 'Sounds hinzufügen',
    files: 'Audiodateien',
    filesHint: 'Bis zu zehn: MP3, WAV, OGG, M4A, FLAC, Opus oder Videos',
    label: 'Name',
    labelHint: 'Wie der Sound heißen soll, wenn es einer ist; sonst die Dateinamen',
    tags: 'Tags',
    tagsHint: 'Wörter zum Wiederfinden, mit Kommas dazwischen: trommel, laut',
  },
  edit: { done: '✏️ Geändert.' },
  remove: {
    askOwn: (label) => `**${label}** entfernen? Eine Minute lang lässt er sich zurückholen.`,
    ask: (owner, label) => `${owner} hat **${label}** hinzugefügt. Trotzdem entfernen?`,
    yes: 'Entfernen',
    done: (label) => `🗑️ **${label}** entfernt. Eine Minute lang lässt er sich zurückholen.`,
    undo: 'Zurückholen',
    back: (label) => `↩️ **${label}** ist wieder da.`,
  },
  forget: {
    ask: (many) =>
      `Du hast hier ${count(many, { one: 'einen Sound', other: '# Sounds' })} hinzugefügt. Alles löschen, samt Audio und deinem Namen? Das lässt sich nicht rückgängig machen.`,
    nothing: 'Du hast hier nichts hinzugefügt. Es gibt nichts zu löschen.',
    yes: 'Alles löschen',
    done: (many) =>
      `🧹 ${sounds(many)} gelöscht. Nachrichten, die ich in Kanälen gepostet habe, bleiben, bis jemand sie löscht.`,
  },
  sound: {
    length: 'Länge',
    addedBy: 'Hinzugefügt von',
    added: 'Hinzugefügt',
    tags: 'Tags',
    kilobytes: (kilobytes) => `${number(kilobytes)} KB`,
    taggedWith: (tag, many) => `${tag} (${sounds(many)})`,
  },
  list: {
    title: '📚 Sound-Bibliothek',
    empty: 'Noch nichts hier. Füg mit /add den ersten Sound hinzu.',
    footer: (many, page, pages) => `${sounds(many)} · Seite ${number(page)} von ${number(pages)}`,
  },
  info: { nearest: 'Am ähnlichsten' },
  map: {
    title: '🗺️ Karte der Bibliothek',
    explained: 'Je näher zwei Sounds, desto ähnlicher. Die Farbe zeigt das erste Tag eines Sounds.',
    shown: (many) => sounds(many),
    shownOf: (many, all) => `${number(many)} von ${sounds(all)}, gleichmäßig ausgewählt`,
  },
  duplicates: {
    title: '👯 Mehrfach vorhanden',
    none: 'Jede Aufnahme ist nur einmal da.',
    compared: (many) => `${sounds(many)} verglichen. Entfernt wird nur, was du selbst entfernst.`,
    pending: (many) => `Noch nicht verglichen: ${sounds(many)}. Versuch es später noch einmal.`,
  },
  stats: {
    title: '📊 Bibliothek',
    sounds: 'Sounds',
    totalLength: 'Zusammen',
    storedAudio: 'Gespeichertes Audio',
    megabytes: (megabytes) => `${number(megabytes, 1)} MB`,
    quota: 'Platz',
    quotaSounds: (here, most) => `${number(here)} von ${sounds(most)}`,
    quotaMegabytes: (here, most) => `${number(here, 1)} von ${number(most)} MB`,
    quotaYours: (yours, most) => `deine: ${number(yours)} von ${sounds(most)}`,
    downloading: (here, all) =>
      `Nur akustische Merkmale; das CLAP-Modell wird gerade heruntergeladen: ${number(here)}${all === null ? '' : ` von ${number(all)}`} MB`,
    tags: 'Tags',
    members: 'Mitglieder',
    noneYet: 'noch keine',
    comparedBy: 'Wie ich höre',
    withClap: (many) => `CLAP und akustische Merkmale; ${sounds(many)} mit Bedeutung`,
    withoutClap: 'Nur akustische Merkmale; es ist kein CLAP-Modell installiert',
    storage: '⚠️ Speicher',
    problems:
      'Beschädigte Dateien dieser Bibliothek wurden beiseitegelegt. Genaueres findet der Betreiber des Bots in meinem Log.',
    reanalysis: 'Neu anzuhören',
    stale: (many, all) =>
      `${number(many)} von ${sounds(all)}: von einer früheren Version oder einem anderen Modell gehört`,
  },
  search: { onlyFirst: 'Gesucht wurde nur mit der ersten Datei der Nachricht.' },
  results: {
    title: (subject) => `🔎 Klingt wie „${subject}“`,
    comparedBy: {
      clap: 'CLAP und akustische Merkmale',
      acoustic: 'Nur akustische Merkmale',
      meaning: 'Nach Bedeutung, mit CLAP',
    },
    closestPart: (from, to) => `⏱️ am ähnlichsten von ${from} bis ${to}`,
    closestToPart: (from, to) => `⏱️ passt zu deinem Sound von ${from} bis ${to}`,
    searched: (many) => `${sounds(many)} durchsucht`,
    analyzed: (duration) => `${duration} gehört`,
    nothingFits: 'Hier passt nichts dazu.',
    nothingElse: 'Hier gibt es noch keinen anderen Sound zum Vergleichen.',
    nothingClose: '**Nichts Ähnliches.** Das hier kommt am nächsten:',
    alsoAs: (label) => `dieselbe Aufnahme, hier auch als ${label}`,
    addedBy: (name) => `von ${name}`,
    thatVeryFile: (sound) => `📌 Genau diese Datei ist schon in der Bibliothek: **${sound}** · 100 %`,
    only: (filters) => `Nur Sounds: ${filters}.`,
    tagged: (tag) => `mit Tag ${tag}`,
    atLeast: (percent) => `mindestens ${percent} ähnlich`,
    weighted: '⚖️ Nach deinem Gehör gewichtet: nicht mit anderen Werten vergleichbar.',
  },
  controls: {
    play: '▶ Treffer abspielen…',
    more: '🔎 Mehr wie…',
    whatMatters: 'Was zählt?',
    close: 'Schließen',
    off: 'aus',
  },
  exporting: {
    done: (many, archives) => `📦 ${sounds(many)} in ${count(archives, { one: 'einem Archiv', other: '# Archiven' })}.`,
    leftOut: (many) => `Ohne ${sounds(many)} über dem Upload-Limit.`,
  },
  importing: {
    done: (many) => `✅ Fertig: ${sounds(many)} hinzugefügt.`,
    stopped: (many) => `✋ Angehalten: ${sounds(many)} hinzugefügt.`,
    known: (many) => count(many, { one: '# Sound war schon hier.', other: '# Sounds waren schon hier.' }),
    copies: (many) =>
      count(many, {
        one: '# hinzugefügter Sound ist eine Aufnahme, die schon hier war: siehe /duplicates.',
        other: '# hinzugefügte Sounds sind Aufnahmen, die schon hier waren: siehe /duplicates.',
      }),
    again: 'Schick dasselbe für den Rest noch einmal.',
    notTaken: 'Nicht übernommen:',
  },
  help: {
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
    exploring:
      '`/list` zeigt, was da ist, `/map` zeichnet es, `/info` spielt einen Sound ab, `/duplicates` findet Doppelte, `/stats` zählt.',
    changing:
      '`/edit` ändert Name und Tags, `/remove` entfernt einen Sound: deine eigenen, oder jeden, wenn dieser Server dich lässt.',
    moving:
      '`/forget` löscht alles, was du hinzugefügt hast. Wer den Server verwaltet, legt mit `/settings` die Regeln fest und zieht eine ganze Bibliothek mit `/export` und `/import` um.',
    belowResult: 'Unter einem Ergebnis',
    controls:
      '▶ spielt einen Treffer ab, 🔎 sucht von ihm aus weiter, ◀ ▶ blättern, und mit ⚖️ sagst du, was zählt: mehr Rhythmus, weniger Klangfarbe.',
    compares: 'Worauf ich höre',
    goodToKnow: 'Gut zu wissen',
    formats: 'MP3, WAV, OGG, M4A, FLAC, Opus und der Ton von Videos gehen alle.',
    reasons: 'Ein Grund steht da, wenn allein dieses Merkmal zu mehr als 80 % ähnlich ist.',
    ownLibrary: 'Jeder Server hat seine eigene Bibliothek; kein anderer Server hört sie.',
    withClap: 'Ich vergleiche auch, was Sounds bedeuten, mit dem CLAP-Modell.',
    withoutClap:
      'Ich vergleiche, wie Sounds klingen; das CLAP-Modell, das ihre Bedeutung kennt, ist hier nicht installiert.',
  },
  pictures: {
    yours: 'Deiner',
    bestMatch: 'Bester Treffer',
    otherTags: 'andere Tags',
    noTag: 'ohne Tag',
    shown: (name, duration) => `„${name}“ (${duration})`,
    ofTwo: (first, second) => `Spektrogramme von ${first} und ${second} auf einer gemeinsamen Zeitachse.`,
    ofOne: (sound) => `Spektrogramm von ${sound}.`,
    alike: (features) => `Ähnlichkeit: ${features}.`,
    ofSound: (sound) => `Wellenform und Spektrogramm von ${sound}.`,
    ofLibrary: (many) => `Karte von ${sounds(many)}: Je näher zwei Punkte, desto ähnlicher.`,
    colours: (tags) => `Die Farben zeigen das erste Tag: ${tags}.`,
  },
}));
