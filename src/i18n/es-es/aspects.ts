import { defineMessages } from '../define-messages.ts';
import type { AspectMessages } from '../en-us/aspects.ts';

export const aspects = defineMessages<AspectMessages>('es-ES', ({ count, sounds }) => ({
  aspects: {
    kinds: {
      sound: 'El sonido entero',
      tune: 'La melodía: tararéala o sílbala',
      beat: 'El ritmo: márcalo con golpes o haz beatbox',
      part: 'Una parte: un fragmento de un sonido más largo',
    },
    buttons: { sound: 'Sonido entero', tune: 'Lo he tarareado', beat: 'Lo he marcado', part: 'Es un fragmento' },
    titles: {
      tune: (subject) => `🎵 La melodía de «${subject}»`,
      beat: (subject) => `🥁 El ritmo de «${subject}»`,
      part: (subject) => `✂️ Partes de «${subject}»`,
    },
    same: { tune: '🎵 misma melodía', beat: '🥁 mismo ritmo', part: '✂️ misma parte' },
    similar: { tune: 'melodía parecida', beat: 'ritmo parecido', part: 'parte parecida' },
    higher: (semitones) => count(semitones, { one: '# semitono más agudo', other: '# semitonos más agudo' }),
    lower: (semitones) => count(semitones, { one: '# semitono más grave', other: '# semitonos más grave' }),
    sameKey: 'en la misma tonalidad',
    faster: (share) => `${share} más rápido`,
    slower: (share) => `${share} más lento`,
    sameTempo: 'al mismo tempo',
    tempi: {
      half: 'a la mitad del tempo',
      twoThirds: 'a dos tercios del tempo',
      threeHalves: 'a una vez y media el tempo',
      double: 'al doble del tempo',
    },
    place: (from, to) => `⏱️ de ${from} a ${to}`,
    placeInQuery: (from, to) => `en el tuyo de ${from} a ${to}`,
    playedFrom: (time) => `Suena desde ${time}.`,
    searchedBy: { tune: 'Por la melodía', beat: 'Por el ritmo', part: 'Por partes' },
    pending: (many) => `⏳ Sin comparar: ${sounds(many)} que aún estoy preparando para este tipo de búsqueda.`,
    nothing: {
      tune: 'No encuentro ninguna melodía ahí. Tararea o toca al menos tres notas, una tras otra.',
      beat: 'No encuentro ningún ritmo ahí. Da golpes o haz beatbox durante al menos un segundo.',
      part: 'Ningún sonido de aquí tiene una parte así.',
    },
    offers: {
      tune: '🎵 Suena a tarareo. ¿Buscar por melodía?',
      beat: '🥁 Suena a ritmo. ¿Buscar por ritmo?',
    },
    nothingClose: '**Aquí no hay nada parecido.** Esto es lo más cercano:',
  },
  mixing: {
    menu: 'Más o menos como uno de estos…',
    like: (name) => `También como ${name}`,
    unlike: (name) => `Menos como ${name}`,
    drop: (name) => `Sin ${name}`,
    all: (name) => `Todo de ${name}`,
    only: {
      tone: (name) => `Solo el timbre de ${name}`,
      rhythm: (name) => `Solo el ritmo de ${name}`,
      tune: (name) => `Solo la melodía de ${name}`,
    },
    qualities: { tone: 'Su timbre', rhythm: 'Su ritmo', tune: 'Su melodía' },
    note: (parts) => `Mezcla: ${parts}.`,
    noteLike: (name) => `también como ${name}`,
    noteUnlike: (name) => `menos como ${name}`,
    noteQuality: {
      tone: (name) => `con el timbre de ${name}`,
      rhythm: (name) => `con el ritmo de ${name}`,
      tune: (name) => `con la melodía de ${name}`,
    },
  },
}));
