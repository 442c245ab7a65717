import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';

const { count } = formatFor('de');

export const forget: Messages['forget'] = {
  description: 'Löscht alle Sounds, die du hier hinzugefügt hast, endgültig',
  ask: (number) =>
    `Du hast hier ${count(number, { one: 'einen Sound', other: '# Sounds' })} hinzugefügt. Alles löschen, samt Audio und deinem Namen? Das lässt sich nicht rückgängig machen.`,
  nothing: 'Du hast hier nichts hinzugefügt. Es gibt nichts zu löschen.',
  yes: 'Alles löschen',
  done: (number) =>
    `🧹 ${count(number, { one: '# Sound', other: '# Sounds' })} gelöscht. Nachrichten, die ich in Kanälen gepostet habe, kannst du selbst löschen.`,
};
