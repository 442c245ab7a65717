import { defineMessages } from '../define-messages.ts';
import type { AspectMessages } from '../en-us/aspects.ts';

export const aspects = defineMessages<AspectMessages>('fr', ({ count, sounds }) => ({
  aspects: {
    kinds: {
      sound: 'Le son entier',
      tune: 'La mélodie : fredonnez-la ou sifflez-la',
      beat: 'Le rythme : tapez-le ou faites du beatbox',
      part: 'Une partie : un extrait d’un son plus long',
    },
    buttons: { sound: 'Son entier', tune: 'Je l’ai fredonné', beat: 'Je l’ai tapé', part: 'C’est un extrait' },
    titles: {
      tune: (subject) => `🎵 La mélodie de « ${subject} »`,
      beat: (subject) => `🥁 Le rythme de « ${subject} »`,
      part: (subject) => `✂️ Des parties de « ${subject} »`,
    },
    same: { tune: '🎵 même mélodie', beat: '🥁 même rythme', part: '✂️ même partie' },
    similar: { tune: 'mélodie proche', beat: 'rythme proche', part: 'partie proche' },
    higher: (semitones) => count(semitones, { one: '# demi-ton plus haut', other: '# demi-tons plus haut' }),
    lower: (semitones) => count(semitones, { one: '# demi-ton plus bas', other: '# demi-tons plus bas' }),
    sameKey: 'dans la même tonalité',
    faster: (share) => `${share} plus rapide`,
    slower: (share) => `${share} plus lent`,
    sameTempo: 'au même tempo',
    tempi: {
      half: 'à la moitié du tempo',
      twoThirds: 'aux deux tiers du tempo',
      threeHalves: 'à une fois et demie le tempo',
      double: 'au double du tempo',
    },
    place: (from, to) => `⏱️ de ${from} à ${to}`,
    placeInQuery: (from, to) => `dans le vôtre de ${from} à ${to}`,
    playedFrom: (time) => `Lu à partir de ${time}.`,
    searchedBy: { tune: 'Par la mélodie', beat: 'Par le rythme', part: 'Par parties' },
    pending: (many) => `⏳ Non comparés : ${sounds(many)} que je prépare encore pour ce genre de recherche.`,
    nothing: {
      tune: 'Je n’y trouve pas de mélodie. Fredonnez ou jouez au moins trois notes, une à la fois.',
      beat: 'Je n’y trouve pas de rythme. Tapez ou faites du beatbox pendant au moins une seconde.',
      part: 'Aucun son ici n’a une telle partie.',
    },
    offers: {
      tune: '🎵 On dirait un air fredonné. Chercher par mélodie ?',
      beat: '🥁 On dirait un rythme. Chercher par rythme ?',
    },
    nothingClose: '**Rien n’est proche ici.** Voici ce qui s’en approche le plus :',
  },
  mixing: {
    menu: 'Plus ou moins comme l’un d’eux…',
    like: (name) => `Comme celui-ci aussi : ${name}`,
    unlike: (name) => `Moins comme celui-ci : ${name}`,
    drop: (name) => `Sans ${name}`,
    all: (name) => `Tout de ${name}`,
    only: {
      tone: (name) => `Seulement le timbre de ${name}`,
      rhythm: (name) => `Seulement le rythme de ${name}`,
      tune: (name) => `Seulement la mélodie de ${name}`,
    },
    qualities: { tone: 'Son timbre', rhythm: 'Son rythme', tune: 'Sa mélodie' },
    note: (parts) => `Mélange : ${parts}.`,
    noteLike: (name) => `aussi comme ${name}`,
    noteUnlike: (name) => `moins comme ${name}`,
    noteQuality: {
      tone: (name) => `avec le timbre de ${name}`,
      rhythm: (name) => `avec le rythme de ${name}`,
      tune: (name) => `avec la mélodie de ${name}`,
    },
  },
}));
