import { defineMessages } from '../define-messages.ts';
import type { AspectMessages } from '../en-us/aspects.ts';

export const aspects = defineMessages<AspectMessages>('de', ({ count, sounds }) => ({
  aspects: {
    kinds: {
      sound: 'Der ganze Sound',
      tune: 'Die Melodie: summ oder pfeif sie',
      beat: 'Der Beat: klopf ihn oder mach Beatbox',
      part: 'Ein Teil: ein Ausschnitt aus einem längeren Sound',
    },
    buttons: {
      sound: 'Ganzer Sound',
      tune: 'Das hab ich gesummt',
      beat: 'Das hab ich geklopft',
      part: 'Das ist ein Ausschnitt',
    },
    titles: {
      tune: (subject) => `🎵 Die Melodie von „${subject}“`,
      beat: (subject) => `🥁 Der Beat von „${subject}“`,
      part: (subject) => `✂️ Teile von „${subject}“`,
    },
    same: { tune: '🎵 gleiche Melodie', beat: '🥁 gleicher Beat', part: '✂️ gleicher Teil' },
    similar: { tune: 'ähnliche Melodie', beat: 'ähnlicher Beat', part: 'ähnlicher Teil' },
    higher: (semitones) => count(semitones, { one: '# Halbton höher', other: '# Halbtöne höher' }),
    lower: (semitones) => count(semitones, { one: '# Halbton tiefer', other: '# Halbtöne tiefer' }),
    sameKey: 'in derselben Tonart',
    faster: (share) => `${share} schneller`,
    slower: (share) => `${share} langsamer`,
    sameTempo: 'im gleichen Tempo',
    tempi: {
      half: 'im halben Tempo',
      twoThirds: 'in zwei Dritteln des Tempos',
      threeHalves: 'im anderthalbfachen Tempo',
      double: 'im doppelten Tempo',
    },
    place: (from, to) => `⏱️ von ${from} bis ${to}`,
    placeInQuery: (from, to) => `in deinem von ${from} bis ${to}`,
    playedFrom: (time) => `Spielt ab ${time}.`,
    searchedBy: { tune: 'Nach der Melodie', beat: 'Nach dem Beat', part: 'Nach Teilen' },
    pending: (many) => `⏳ Nicht durchsucht: ${sounds(many)}, die ich für diese Art der Suche noch vorbereite.`,
    nothing: {
      tune: 'Darin finde ich keine Melodie. Summ oder spiel mindestens drei Töne, einen nach dem anderen.',
      beat: 'Darin finde ich keinen Beat. Klopf mindestens eine Sekunde lang, oder mach Beatbox.',
      part: 'Kein Sound hier hat so einen Teil.',
    },
    offers: {
      tune: '🎵 Das klingt gesummt. Nach der Melodie suchen?',
      beat: '🥁 Das klingt nach einem Beat. Danach suchen?',
    },
    nothingClose: '**Hier kommt nichts nahe heran.** Am nächsten sind:',
  },
  mixing: {
    menu: 'Mehr oder weniger wie einer davon…',
    like: (name) => `Auch wie: ${name}`,
    unlike: (name) => `Weniger wie: ${name}`,
    drop: (name) => `Ohne ${name}`,
    all: (name) => `Alles an ${name}`,
    only: {
      tone: (name) => `Nur der Klang von ${name}`,
      rhythm: (name) => `Nur der Rhythmus von ${name}`,
      tune: (name) => `Nur die Melodie von ${name}`,
    },
    qualities: { tone: 'Sein Klang', rhythm: 'Sein Rhythmus', tune: 'Seine Melodie' },
    note: (parts) => `Gemischt: ${parts}.`,
    noteLike: (name) => `auch wie ${name}`,
    noteUnlike: (name) => `weniger wie ${name}`,
    noteQuality: {
      tone: (name) => `mit dem Klang von ${name}`,
      rhythm: (name) => `mit dem Rhythmus von ${name}`,
      tune: (name) => `mit der Melodie von ${name}`,
    },
  },
}));
