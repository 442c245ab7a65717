import { defineMessages } from '../define-messages.ts';
import type { TransferMessages } from '../en-us/transfer.ts';

export const transfer = defineMessages<TransferMessages>('de', ({ count, number, sounds }) => ({
  exporting: {
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
