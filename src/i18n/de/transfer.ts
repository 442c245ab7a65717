import { defineMessages } from '../define-messages.ts';
import type { TransferMessages } from '../en-us/transfer.ts';

export const transfer = defineMessages<TransferMessages>('de', ({ count, number, sounds }) => ({
  exporting: {
    format: 'Was die Dateien enthalten; sonst ZIP',
    zip: 'ZIP-Dateien mit dem Audio, die man importieren kann',
    tables: {
      csv: 'Eine Tabelle (CSV) mit allen Messwerten',
      json: 'Eine Tabelle für Programme (JSON) mit allen Messwerten',
    },
    table: (many) => `📊 ${sounds(many)} mit allem, was an ihnen gemessen ist.`,
    narrow: 'Der Rest fehlt: Exportiere ihn mit einem Filter.',
    done: (many, archives) => `📦 ${sounds(many)} in ${count(archives, { one: 'einem Archiv', other: '# Archiven' })}.`,
    range: (first, last, all) => `Das sind die Archive ${number(first)} bis ${number(last)} von ${number(all)}.`,
    next: 'Die nächsten Archive schicken',
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
}));
