import { defineMessages } from '../define-messages.ts';

/** Texts about the data of members. */
export const privacy = defineMessages('en-US', ({ count, number, sounds }) => ({
  privacy: {
    kept: (days: number) =>
      `I keep each sound with its audio, its tags, and the name and ID of who added it, until it is removed, or ${number(days)} days after I left the server. \`/forget\` erases yours.`,
    policy: (url: string) => `Privacy policy of this bot’s host: ${url}`,
  },
  /** Question before sounds of a channel that not everyone can see are added. */
  sharing: {
    ask: '🔒 Not everyone can see this channel, but everyone in this server can find and play the sounds of its library. Add it anyway? I ask once for this channel.',
    yes: 'Add for everyone',
    no: 'Don’t add',
  },
  forget: {
    ask: (many: number, messages: number) =>
      `You added ${sounds(many)} here${messages === 0 ? '' : `, and ${count(messages, { one: '# message', other: '# messages' })} of mine here ${messages === 1 ? 'has' : 'have'} your audio`}. Erase everything, with your name, and delete my messages? This can’t be undone.`,
    nothing: 'You haven’t added anything here, so there is nothing to erase.',
    yes: 'Erase everything',
    deleting: (many: number, messages: number) =>
      `🧹 Erased ${sounds(many)}. Deleting ${count(messages, { one: '# message', other: '# messages' })} of mine…`,
    /** `left`: messages that Discord did not let the bot delete, mostly because the bot no longer sees their channel. */
    done: (many: number, deleted: number, left: number) =>
      [
        `🧹 Erased ${sounds(many)}.`,
        deleted > 0
          ? `Deleted ${count(deleted, { one: '# message', other: '# messages' })} of mine with your audio.`
          : '',
        left > 0
          ? `I couldn’t delete ${count(left, { one: '# message', other: '# messages' })}: use /forget again later, or ask someone who manages messages.`
          : '',
        'Your own messages stay; you can delete them yourself. I don’t know all of my older messages: if you find one with your audio, ask someone who manages messages to delete it.',
      ]
        .filter((line) => line !== '')
        .join('\n'),
  },
}));

export type PrivacyMessages = typeof privacy;
