import type { Messages } from '../en-us/index.ts';
import { formatFor } from '../format.ts';

const { count } = formatFor('de');
const sounds = (many: number) => count(many, { one: '# Sound', other: '# Sounds' });

export const exporting: Messages['exporting'] = {
  description: 'Lädt die ganze Bibliothek herunter: ZIP-Dateien mit Audio, Namen und Tags',
  done: (many, archives) => `📦 ${sounds(many)} in ${count(archives, { one: 'einem Archiv', other: '# Archiven' })}.`,
  without: (many) => `Ohne ${sounds(many)} über dem Upload-Limit.`,
};

export const importing: Messages['importing'] = {
  description: 'Fügt viele Sounds hinzu: eine ZIP-Datei, von /export oder eigene; ohne sie bis zu zehn Dateien',
  archive: 'Die ZIP-Datei; eine große Bibliothek kommt in mehreren. Weglassen, um bis zu zehn zu wählen',
  done: (many) => `✅ Fertig: ${sounds(many)} hinzugefügt.`,
  stopped: (many) => `✋ Angehalten: ${sounds(many)} hinzugefügt.`,
  known: (many) => count(many, { one: '# Sound war schon hier.', other: '# Sounds waren schon hier.' }),
  again: 'Schick dasselbe für den Rest noch einmal.',
  notTaken: 'Nicht übernommen:',
};
