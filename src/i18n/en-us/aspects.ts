import { defineMessages } from '../define-messages.ts';

/** Texts of the searches by tune, by beat and by part, and of mixed searches. */
export const aspects = defineMessages('en-US', ({ count, sounds }) => ({
  aspects: {
    /** Choices of the option `by` of /search. */
    kinds: {
      sound: 'The whole sound',
      tune: 'The tune: hum or whistle it',
      beat: 'The beat: tap or beatbox it',
      part: 'A part: an excerpt of a longer sound',
    },
    /** Buttons below results. */
    buttons: { sound: 'Whole sound', tune: 'I hummed this', beat: 'I tapped this', part: 'It’s an excerpt' },
    titles: {
      tune: (subject: string) => `🎵 The tune of “${subject}”`,
      beat: (subject: string) => `🥁 The beat of “${subject}”`,
      part: (subject: string) => `✂️ Parts of “${subject}”`,
    },
    same: { tune: '🎵 same tune', beat: '🥁 same beat', part: '✂️ same part' },
    similar: { tune: 'similar tune', beat: 'similar beat', part: 'similar part' },
    higher: (semitones: number) => count(semitones, { one: '# semitone higher', other: '# semitones higher' }),
    lower: (semitones: number) => count(semitones, { one: '# semitone lower', other: '# semitones lower' }),
    sameKey: 'in the same key',
    faster: (share: string) => `${share} faster`,
    slower: (share: string) => `${share} slower`,
    sameTempo: 'at the same tempo',
    tempi: {
      half: 'at half the tempo',
      twoThirds: 'at two thirds of the tempo',
      threeHalves: 'at one and a half times the tempo',
      double: 'at double the tempo',
    },
    place: (from: string, to: string) => `⏱️ from ${from} to ${to}`,
    placeInQuery: (from: string, to: string) => `in yours from ${from} to ${to}`,
    playedFrom: (time: string) => `Plays from ${time}.`,
    searchedBy: { tune: 'By tune', beat: 'By beat', part: 'By part' },
    pending: (many: number) => `⏳ Not searched: ${sounds(many)} that I’m still preparing for this kind of search.`,
    nothing: {
      tune: 'I found no tune in that. Hum or play at least three notes, one at a time.',
      beat: 'I found no beat in that. Tap or beatbox for at least a second.',
      part: 'No sound here has a part like that.',
    },
    /** In the footer of a search by sound, if the query is plainly meant for another search. */
    offers: {
      tune: '🎵 Sounds like humming. Search by tune?',
      beat: '🥁 Sounds like a beat. Search by beat?',
    },
    nothingClose: '**Nothing here is close.** These come nearest:',
  },
  mixing: {
    menu: 'More or less like one of these…',
    like: (name: string) => `Like this too: ${name}`,
    unlike: (name: string) => `Less like this: ${name}`,
    drop: (name: string) => `Without ${name}`,
    all: (name: string) => `Everything about ${name}`,
    only: {
      tone: (name: string) => `Only the tone of ${name}`,
      rhythm: (name: string) => `Only the rhythm of ${name}`,
      tune: (name: string) => `Only the tune of ${name}`,
    },
    /** Choices of the option `share` of /search. */
    qualities: { tone: 'Its tone', rhythm: 'Its rhythm', tune: 'Its tune' },
    /** The line above the results: all parts as a list, and each part. */
    note: (parts: string) => `Mixed: ${parts}.`,
    noteLike: (name: string) => `also like ${name}`,
    noteUnlike: (name: string) => `less like ${name}`,
    noteQuality: {
      tone: (name: string) => `with the tone of ${name}`,
      rhythm: (name: string) => `with the rhythm of ${name}`,
      tune: (name: string) => `with the tune of ${name}`,
    },
  },
}));

export type AspectMessages = typeof aspects;
