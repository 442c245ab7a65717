import type { Messages } from '../en-us/index.ts';

export const common: Messages['common'] = {
  apology: (requestId) =>
    `Bei mir ist etwas schiefgegangen. Wenn es wieder passiert, gib dem Betreiber des Bots diese Nummer: ${requestId}`,
  untitled: 'ohne Namen',
  somebody: 'jemand',
  part: (index, all) => `${index} von ${all}`,
  andMore: (number) => `und ${number} mehr`,
};

export const progress: Messages['progress'] = {
  downloading: '⏬ Lade herunter…',
  decoding: '📀 Dekodiere…',
  listening: '👂 Höre zu…',
  comparing: '🔎 Vergleiche…',
  cancel: 'Abbrechen',
  nothingToCancel: 'Es gibt nichts mehr abzubrechen.',
};
