import { defineMessages } from '../define-messages.ts';
import type { PrivacyMessages } from '../en-us/privacy.ts';

export const privacy = defineMessages<PrivacyMessages>('de', ({ count, number, sounds }) => ({
  privacy: {
    kept: (days) =>
      `Ich speichere jeden Sound mit Audio, Tags und Name und ID der Person, die ihn hinzugefügt hat, bis er entfernt wird oder ${number(days)} Tage, nachdem ich den Server verlassen habe. \`/forget\` löscht deine.`,
    policy: (url) => `Datenschutzerklärung des Betreibers: ${url}`,
  },
  sharing: {
    ask: '🔒 Diesen Kanal können nicht alle sehen, aber die Sounds der Bibliothek können alle auf diesem Server finden und abspielen. Trotzdem hinzufügen? Ich frage für diesen Kanal nur einmal.',
    yes: 'Für alle hinzufügen',
    no: 'Nicht hinzufügen',
  },
  forget: {
    ask: (many, messages) =>
      `Du hast hier ${count(many, { one: 'einen Sound', other: '# Sounds' })} hinzugefügt${messages === 0 ? '' : `, und ${count(messages, { one: 'eine meiner Nachrichten hier enthält', other: '# meiner Nachrichten hier enthalten' })} dein Audio`}. Alles samt deinem Namen löschen und meine Nachrichten entfernen? Das lässt sich nicht rückgängig machen.`,
    nothing: 'Du hast hier nichts hinzugefügt. Es gibt nichts zu löschen.',
    yes: 'Alles löschen',
    deleting: (many, messages) =>
      `🧹 ${sounds(many)} gelöscht. Ich lösche ${count(messages, { one: 'eine Nachricht', other: '# Nachrichten' })} von mir…`,
    done: (many, deleted, left) =>
      [
        `🧹 ${sounds(many)} gelöscht.`,
        deleted > 0
          ? `${count(deleted, { one: 'Eine Nachricht', other: '# Nachrichten' })} von mir mit deinem Audio gelöscht.`
          : '',
        left > 0
          ? `${count(left, { one: 'Eine Nachricht', other: '# Nachrichten' })} konnte ich nicht löschen: Nutze /forget später noch einmal, oder bitte jemanden, der Nachrichten verwaltet.`
          : '',
        'Deine eigenen Nachrichten bleiben; du kannst sie selbst löschen. Ich kenne nicht alle meine älteren Nachrichten: Wenn du eine mit deinem Audio findest, bitte jemanden, der Nachrichten verwaltet, sie zu löschen.',
      ]
        .filter((line) => line !== '')
        .join('\n'),
  },
}));
