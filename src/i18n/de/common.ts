import type { Messages } from '../en-us/index.ts';

export const common: Messages['common'] = {
  apology: (requestId) =>
    `Bei mir ist etwas schiefgegangen. Wenn es wieder passiert, gib dem Betreiber des Bots diese Nummer: ${requestId}`,
  untitled: 'ohne Namen',
  somebody: 'jemand',
  part: (index, all) => `${index} von ${all}`,
  andMore: (number) => `und noch ${number}`,
};

export const progress: Messages['progress'] = {
  downloading: '⏬ Lade herunter…',
  decoding: '📀 Dekodiere…',
  listening: '👂 Höre zu…',
  comparing: '🔎 Vergleiche…',
  cancel: 'Abbrechen',
  nothingToCancel: 'Es gibt nichts mehr abzubrechen.',
  goesOn: '⏳ Das dauert länger, als ich hier antworten kann. Was dabei herauskommt, schreibe ich in diesen Kanal.',
  goesOnUnseen:
    '⏳ Das dauert länger, als ich hier antworten kann, und in diesen Kanal darf ich nicht schreiben. Sieh in einer Weile in /list nach.',
  cameOf: (files) => `⏳ Das wurde aus ${files}:`,
  failedLate: 'Bei mir ist etwas schiefgegangen. Versuch es bitte noch einmal.',
};
