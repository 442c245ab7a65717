import { defineMessages } from '../define-messages.ts';
import type { ErrorMessages } from '../error-codes.ts';

const ACCUSATIVE = { one: 'einen Sound', other: '# Sounds' };

export const errors = defineMessages<ErrorMessages>('de', ({ count, number, megabytes, timeSpan, either }) => ({
  serversOnly: () => 'Ich arbeite nur auf Servern: Jeder hat seine eigene Bibliothek.',
  unknownButton: () => 'Diesen Button kenne ich nicht mehr. Fang bitte von vorn an.',
  unknownCommand: () => 'Diesen Befehl kenne ich nicht mehr. Starte Discord neu, um die aktuellen zu sehen.',
  restarting: () => 'Ich werde gerade neu gestartet. Versuch es bitte in einer Minute noch einmal.',
  restarted: () =>
    'Ich wurde neu gestartet, bevor das fertig war. Sieh bitte in /list nach, und versuch es noch einmal, wenn es fehlt.',

  downloadTooSlow: () => 'Das Herunterladen hat zu lange gedauert. Versuch es bitte noch einmal.',
  downloadFailed: () => 'Diese Datei ließ sich nicht herunterladen. Lade sie bitte noch einmal hoch.',
  downloadRedirected: () => 'Diese Datei ließ sich nicht herunterladen: Sie wird zu oft weitergeleitet.',
  downloadGone: ({ status }) => `Die Datei ist nicht mehr da (Status ${status}). Lade sie bitte noch einmal hoch.`,
  downloadUnavailable: ({ status }) =>
    `Discords Dateiserver antwortet gerade nicht richtig (Status ${status}). Versuch es bitte später noch einmal.`,
  downloadElsewhere: () => 'Ich nehme nur Dateien von Discord. Lade die Datei bitte hier hoch.',
  fileTooLarge: ({ bytes, maxBytes }) =>
    `Diese Datei hat ${megabytes(bytes)} MB; die Grenze liegt hier bei ${megabytes(maxBytes)} MB.`,
  fileLargerThan: ({ maxBytes }) =>
    `Diese Datei ist größer als ${megabytes(maxBytes)} MB; mehr ist hier nicht erlaubt.`,

  notAudio: () => 'Diese Datei ist kein Audio, das ich lesen kann. Versuch es mit WAV, MP3, OGG, FLAC oder M4A.',
  noSoundTrack: () => 'Diese Datei hat keine Tonspur. Versuch es mit WAV, MP3, OGG, FLAC oder M4A.',
  formatUnsupported: ({ format }) =>
    `Diese Art von Datei kann ich nicht lesen: ${format}. Wandle sie bitte um, zum Beispiel in FLAC.`,
  fileDamaged: ({ format }) =>
    `Diese ${format}-Datei ist beschädigt oder unvollständig, ich kann sie nicht lesen. Speichere sie bitte neu.`,
  noSound: () => 'In dieser Datei ist kein Ton. Prüf, ob sie sich abspielen lässt, oder speichere sie neu.',
  soundSilent: () =>
    'Dieser Sound ist still oder fast still: Daran lässt sich nichts wiederfinden. Prüf, ob das Mikrofon an war.',
  soundTooLong: ({ maxSeconds }) =>
    `Dieser Sound ist zu lang: Ich nehme höchstens ${timeSpan(maxSeconds)}. Schick einen kürzeren Ausschnitt.`,
  soundTooDetailed: ({ channelCount, rate, maxSeconds }) =>
    `Dieser Sound hat ${number(channelCount)} Kanäle mit ${number(rate)} Hz; von solchen nehme ich höchstens ${timeSpan(maxSeconds)}. Wandle ihn in Stereo mit 48 kHz um.`,
  readTooLarge: ({ maxBytes }) =>
    `Diese Datei ist zu groß: Ich lese höchstens ${megabytes(maxBytes)} MB. Schick einen kürzeren Ausschnitt.`,
  readTooSlow: () =>
    'Das Lesen dieser Datei hat zu lange gedauert. Schick einen kürzeren Ausschnitt oder speichere sie neu als WAV oder MP3.',
  analysisTooSlow: ({ seconds }) =>
    `Das Anhören dieser Datei hat länger als ${number(seconds)} s gedauert, darum habe ich abgebrochen. Versuch es mit einer kürzeren.`,
  analysisTooLarge: () =>
    'Diese Datei braucht beim Anhören mehr Speicher, als ich nutzen darf. Versuch es mit einer kürzeren.',
  busyAnalyzing: ({ seconds }) =>
    `Ich höre gerade andere Sounds an. Versuch es bitte in etwa ${number(seconds)} s noch einmal.`,
  noDecoder: () =>
    'Es gibt kein ffmpeg, das ich ausführen kann. Installiere eins, setze FFMPEG_PATH oder DECODER=wasm.',
  wordsNeedClap: () =>
    'Die Suche mit Worten braucht das CLAP-Modell, das hier nicht installiert ist. Wer diesen Bot betreibt, installiert es mit `npm run model`. Häng bis dahin einen Sound an.',
  wordsUnreadable: () =>
    'Die Suche mit Worten geht hier nicht: Der Teil des CLAP-Modells, der sie liest, ist nicht nutzbar. Häng stattdessen einen Sound an.',

  diskFull: () =>
    'Die Festplatte des Bots ist voll, darum wurde nichts geändert. Bitte den Betreiber des Bots, Platz zu schaffen.',
  diskReadOnly: () =>
    'Der Bot darf nicht in seinen Datenordner schreiben, darum wurde nichts geändert. Bitte den Betreiber des Bots, es zu erlauben.',
  audioStoreAway: () =>
    'Mein Speicher für Audiodateien antwortet gerade nicht. Es wurde nichts geändert; versuch es bitte in einer Minute noch einmal.',
  databaseAway: () =>
    'Meine Datenbank antwortet gerade nicht. Es wurde nichts geändert; versuch es bitte in einer Minute noch einmal.',
  databaseUnsure: () =>
    'Meine Datenbank hat beim Speichern aufgehört zu antworten, darum weiß ich nicht, ob es geklappt hat. Sieh bitte mit /list nach, bevor du es noch einmal versuchst.',
  libraryUnreadable: () =>
    'Ich kann die Sounds dieses Servers gerade nicht lesen. Sag bitte der Person Bescheid, die mich betreibt; es ist nichts verloren.',
  libraryNewer: () =>
    'Diese Bibliothek stammt von einer neueren Version von Soundalike. Der Bot muss aktualisiert werden.',
  libraryFull: ({ sounds }) =>
    `Diese Bibliothek ist voll: Sie fasst ${count(sounds, ACCUSATIVE)}. Entferne zuerst einen.`,
  libraryFullOfAudio: ({ maxBytes }) =>
    `Diese Bibliothek ist voll: Sie fasst ${megabytes(maxBytes)} MB Audio. Entferne zuerst etwas.`,
  memberFull: ({ sounds }) =>
    `Du hast hier ${count(sounds, ACCUSATIVE)}, mehr darf ein Mitglied nicht haben. Entferne zuerst einen.`,
  ownerFull: ({ owner, sounds }) =>
    `${owner} hat hier ${count(sounds, ACCUSATIVE)}, mehr darf ein Mitglied nicht haben. Entferne zuerst einen von ${owner}.`,

  libraryEmpty: () => 'Diese Bibliothek ist leer. Füg mit /add den ersten Sound hinzu.',
  soundGone: () => 'Dieser Sound ist nicht mehr in der Bibliothek.',
  audioMissing: () =>
    'Das Audio dieses Sounds fehlt auf der Festplatte des Bots, deshalb kann ich ihn nicht abspielen. Bitte die Person, die den Bot betreibt, „doctor“ auszuführen.',
  postRefused: () =>
    'Du darfst in diesem Kanal keine Nachrichten mit Dateien senden, deshalb poste ich den Sound hier nicht.',
  boardForbidden: () =>
    'Du brauchst die Berechtigung „Ausdrücke erstellen“, um Klänge aufs Soundboard zu legen. Wer den Server verwaltet, kann sie dir geben.',
  boardManageForbidden: () =>
    'Du brauchst die Berechtigung „Ausdrücke verwalten“, um diesen Klang vom Soundboard zu ersetzen oder zu entfernen.',
  boardBotForbidden: () =>
    'Ich darf das Soundboard nicht ändern. Wer den Server verwaltet, kann mir die Berechtigungen „Ausdrücke erstellen“ und „Ausdrücke verwalten“ geben.',
  boardSoundGone: () => 'Dieser Klang ist nicht mehr auf dem Soundboard. Vielleicht hat ihn jemand anderes entfernt.',
  boardBusy: () => 'Das Soundboard wird gerade geändert. Bitte versuche es gleich noch einmal.',
  boardUnavailable: () => 'Discord lässt mich das Soundboard gerade nicht lesen. Bitte versuche es später noch einmal.',
  boardRefused: () =>
    'Discord hat den Klang nicht angenommen; das Soundboard ist, wie es war. Bitte versuche es noch einmal.',
  boardHalfDone: ({ name }) =>
    `Discord hat den neuen Klang nicht angenommen, nachdem der alte entfernt war. **${name}** ist sicher in der Bibliothek; /soundboard add legt ihn zurück.`,
  boardNameShort: () => 'Ein Name auf dem Soundboard hat 2 bis 32 Zeichen.',
  boardEmoji: () => 'Dieses Emoji kann ich nicht verwenden. Bitte gib ein gewöhnliches Emoji an.',
  boardEmpty: () => 'Auf dem Soundboard sind noch keine Klänge. Mit /soundboard add kommt einer dazu.',
  soundUnknown: ({ name, near }) =>
    near.length > 0
      ? `Hier gibt es keinen Sound namens „${name}“. Meinst du ${either(near.map((other) => `„${other}“`))}?`
      : `Hier gibt es keinen Sound namens „${name}“. Mit /list siehst du, was es gibt.`,
  soundAmbiguous: ({ sounds, name }) =>
    `${count(sounds, { one: '# Sound passt', other: '# Sounds passen' })} zu „${name}“. Wähl beim Tippen einen aus der Liste.`,
  notYours: ({ owner }) =>
    `${owner} hat diesen Sound hinzugefügt. Ändern kann ihn nur diese Person oder wer hier Nachrichten verwaltet.`,
  noAudioInMessage: () => 'Diese Nachricht hat keine Audiodatei. Wähl eine, die eine hat.',

  channelNotAllowed: ({ channels }) => `Ich darf nur in ${either(channels)} benutzt werden.`,
  allowedChannelsGone: () =>
    'Die Kanäle, in denen ich benutzt werden darf, gibt es nicht mehr. Bitte jemanden, der den Server verwaltet, um /settings.',
  addRefused: ({ roles }) => `Nur Mitglieder mit ${either(roles)} dürfen hier Sounds hinzufügen.`,
  addForManagers: () =>
    'Nur wer diesen Server verwaltet, darf hier Sounds hinzufügen. Bitte um einen Blick in /settings.',
  notYoursNorRoles: ({ owner, roles }) =>
    `${owner} hat diesen Sound hinzugefügt. Ändern können ihn nur diese Person oder Mitglieder mit ${either(roles)}.`,
  notYoursNorManager: ({ owner }) =>
    `${owner} hat diesen Sound hinzugefügt. Ändern kann ihn nur diese Person oder wer diesen Server verwaltet.`,
  settingsForManagers: () => 'Die Einstellungen sieht und ändert nur, wer diesen Server verwaltet.',
  channelNotWritable: ({ channel }) =>
    `In ${channel} darf ich keine Nachrichten mit Dateien schreiben. Gib mir das Recht, oder wähl einen anderen Kanal.`,
  limitUnreadable: ({ max }) => `Gib ganze Zahlen von 1 bis ${number(max)} an, oder lass ein Feld leer.`,

  sourceNoLink: () => 'Die Quelle muss ein Link sein, der mit https:// beginnt und höchstens 300 Zeichen hat.',
  collectionUnknown: ({ name, near }) =>
    near.length > 0
      ? `Hier gibt es keine Sammlung namens „${name}“. Meinst du ${either(near.map((other) => `„${other}“`))}?`
      : `Hier gibt es keine Sammlung namens „${name}“. Mit /collection list siehst du alle.`,
  collectionsFull: ({ max }) => `Hier kann es höchstens ${number(max)} Sammlungen geben. Lösch erst eine.`,
  soundInTooMany: ({ sound, max }) =>
    `„${sound}“ ist schon in ${number(max)} Sammlungen; in mehr kann ein Sound nicht sein.`,
  chooseByFilter: () => 'Wähl einen Sound, oder gib einen Filter an, etwa tag:kick.',
  pathToItself: () => 'Wähl zwei verschiedene Sounds.',
  labelInvisible: () => 'Ein Name braucht Buchstaben oder Zeichen, die man sehen kann.',
  tooManyTags: ({ max, given }) =>
    `Ein Sound hat höchstens ${count(max, { one: 'ein Tag', other: '# Tags' })}; du hast ${number(given)} angegeben.`,
  nothingToChange: () => 'Sag, was sich ändern soll: der Name (label), die Tags oder beides.',
  chooseSounds: () => 'Sag, welche Sounds: mit einem Tag, einem Mitglied oder einem Teil des Namens.',
  noneChosen: () => 'Dazu passt hier kein Sound.',
  noneYours: ({ sounds }) =>
    count(sounds, {
      one: '# Sound passt, aber du darfst ihn nicht ändern.',
      other: '# Sounds passen, aber du darfst keinen davon ändern.',
    }),
  tooManyChosen: ({ sounds, max }) =>
    `Das sind ${sounds}, und ich kann höchstens ${max} auf einmal ändern. Grenz es mit Tag, Mitglied oder Name ein.`,
  tagsNotGiven: () => 'Sag, welche Tags dazukommen oder wegfallen sollen.',
  tagsUnchanged: () => 'Es gibt nichts zu ändern: Diese Sounds haben schon genau diese Tags.',
  tagsFull: ({ max }) => `Mit diesen Tags hätte jeder dieser Sounds zu viele (höchstens ${max}).`,
  changeTooOld: () => 'Diese Frage ist zu alt oder schon beantwortet. Ruf den Befehl bitte noch einmal auf.',
  questionTooOld: () =>
    'Diese Frage ist zu alt, oder ich wurde seitdem neu gestartet. Füg den Sound bitte noch einmal hinzu.',
  questionPending: () => 'Ich füge es schon hinzu.',
  questionAdded: () => 'Das ist schon hinzugefügt.',
  questionLeftOut: () => 'Das wurde weggelassen. Wenn du es doch hinzufügen willst, schick es noch einmal.',
  questionOfAnother: () => 'Das kann nur beantworten, wer gefragt wurde.',
  tooLateToUndo: () => 'Zum Zurückholen ist es zu spät. Füg den Sound bitte noch einmal hinzu.',

  searchByNeedsSound: () =>
    'Worte haben weder Melodie noch Beat noch Teile. Such danach mit einer Datei oder einem Sound aus der Bibliothek.',
  mixByWholeSound: () =>
    'Nur eine Suche nach ganzen Sounds lässt sich mischen: Lass entweder `by` oder `also_like`, `share` und `less_like` weg.',
  searchWithOne: () => 'Such mit genau einem: einer Audiodatei, einem Sound aus der Bibliothek oder Worten.',
  resultTooOld: () => 'Dieses Ergebnis ist zu alt für seine Buttons. Such bitte noch einmal.',
  resultOfAnother: () =>
    'Das ist die Suche von jemand anderem. Nutz selbst /search, oder wähl einen Treffer und such von dort aus weiter.',
  soundNotReady: () => 'Diesen Sound muss ich erst neu anhören. Versuch es bitte später.',
  listTooOld: () => 'Diese Liste ist zu alt für ihre Buttons. Schick bitte noch einmal /list.',
  filterUnknown: ({ part, at, near }) =>
    near.length > 0
      ? `„${part}“ kenne ich nicht (Zeichen ${at} des Filters). Meinst du ${either(near)}?`
      : `„${part}“ kenne ich nicht (Zeichen ${at} des Filters). Versuch es mit length<1, bright:high, loop oder tag:kick.`,
  filterValue: ({ part, at, examples }) =>
    `Nach „${part}“ kann ich nicht filtern (Zeichen ${at} des Filters). Schreib es etwa so: ${either(examples)}.`,
  filterQuote: ({ part, at }) => `Schließ das Anführungszeichen in „${part}“ (Zeichen ${at} des Filters).`,
  filterNone: ({ part, sounds }) =>
    sounds > 0
      ? `Kein Sound hier passt zum ganzen Filter. Ohne „${part}“ ${count(sounds, { one: 'bliebe einer', other: 'blieben #' })} übrig.`
      : `Kein Sound hier passt zu „${part}“. Lass das im Filter weg.`,
  mapTooFew: ({ min }) => `Eine Karte braucht mindestens ${count(min, ACCUSATIVE)}. Füg mit /add noch welche hinzu.`,
  mapFailed: () => 'Ich konnte die Karte gerade nicht zeichnen. Versuch es bitte in einer Minute noch einmal.',
  cannotDraw: () =>
    'Auf diesem Rechner kann ich nicht zeichnen, daher gibt es keine Karte. Sag bitte denen Bescheid, die mich betreiben.',

  exportEmpty: () => 'Diese Bibliothek ist leer. Es gibt nichts zu exportieren.',
  archiveUnreadable: () => 'Das ist keine ZIP-Datei, die ich öffnen kann.',
  archiveListUnreadable: ({ file }) => `Die ${file} in diesem Archiv stammt nicht von /export.`,
  archiveEmpty: () => 'In diesem Archiv ist kein Sound.',
  archiveTooMany: ({ max }) => `Ein Archiv fasst ${count(max, ACCUSATIVE)}. Teil es auf mehrere auf.`,
  archiveTooLarge: ({ maxBytes }) =>
    `In diesem Archiv steckt mehr als ${megabytes(maxBytes)} MB. Teil es auf mehrere auf.`,

  tooManyAtOnce: ({ sounds }) =>
    `Ich höre noch ${count(sounds, { one: 'einen deiner Sounds', other: '# deiner Sounds' })} an. Warte bitte einen Moment.`,
  tooManyInMinute: ({ max, seconds }) =>
    `${count(max, { one: 'Das ist mehr als ein Sound', other: 'Das sind mehr als # Sounds' })} in einer Minute. Warte bitte ${number(seconds)} s.`,
  tooManyRequests: ({ requests }) =>
    `Ich arbeite noch an ${number(requests)} deiner Anfragen. Warte bitte einen Moment.`,
  requestsTooFast: ({ seconds }) => `Das waren zu viele Anfragen in einer Minute. Warte bitte ${number(seconds)} s.`,
  exportRunning: () => 'Diese Bibliothek wird gerade schon exportiert. Warte bitte, bis das fertig ist.',
  tookTooLong: () => 'Das hat zu lange gedauert. Versuch es bitte später noch einmal.',
  cancelled: () => 'Abgebrochen. Nichts wurde geändert.',
  cancelOfAnother: () => 'Das kann nur abbrechen, wer es gestartet hat.',
}));
