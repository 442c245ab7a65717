import { defineMessages } from '../define-messages.ts';
import type { LibraryMessages } from '../en-us/library.ts';

export const library = defineMessages<LibraryMessages>('es-ES', ({ count, sounds }) => ({
  finding: {
    matches: (many, name) =>
      count(many, {
        one: `# nombre coincide con «${name}».`,
        other: `# nombres coinciden con «${name}». El primero está en esta página.`,
      }),
    didYouMean: (name) => `Aquí no hay ningún sonido llamado «${name}». ¿Querías decir…?`,
    jump: '🔎 Ir a otra coincidencia…',
  },
  actions: {
    favor: 'Añadir a favoritos',
    favored: 'Favorito',
    play: 'Reproducir',
    similar: 'Buscar parecidos',
    edit: 'Editar',
    remove: 'Quitar',
    editTitle: 'Editar el sonido',
    allTags: 'Todas sus etiquetas, separadas por comas; déjalo vacío para quitarlas',
    noneSoFar: 'Por ahora no se han encontrado repetidos.',
    playOne: '🔊 Reproducir uno de estos…',
    removeOne: '🗑️ Quitar uno de estos…',
    page: (page, pages) => `Página ${page} de ${pages}.`,
  },
  moderation: {
    added: (who, sounds, labels) => `➕ ${who} ha añadido ${sounds}: ${labels}`,
    changed: (who, sounds, labels) => `✏️ ${who} ha cambiado ${sounds}: ${labels}`,
    removed: (who, sounds, labels) => `➖ ${who} ha quitado ${sounds}: ${labels}`,
    daily: (label) => `☀️ Sonido del día: ${label}`,
  },
  many: {
    editDescription: 'Cambia las etiquetas de muchos sonidos a la vez; muestra qué cambia y pregunta antes',
    removeDescription: 'Quita muchos sonidos a la vez; muestra cuáles y pregunta antes',
    tag: 'Solo sonidos con esta etiqueta',
    author: 'Solo sonidos añadidos por este miembro',
    name: 'Solo sonidos cuyo nombre contiene este texto, incluso dentro de una palabra',
    add: 'Etiquetas que añadir, separadas por comas',
    takeAway: 'Etiquetas que quitar, separadas por comas',
    askRemove: (many) => `¿Quitar ${sounds(many)}? No se puede deshacer.`,
    askEdit: (many) => `¿Cambiar las etiquetas de ${sounds(many)}?`,
    adding: (tags) => `➕ Añadir: ${tags}`,
    takingAway: (tags) => `➖ Quitar: ${tags}`,
    containing: (text) => `🔎 Solo sonidos cuyo nombre contiene «${text}»`,
    ofOthers: (many) =>
      count(many, {
        one: '# sonido más coincide, pero no puedes cambiarlo: se queda como está.',
        other: '# sonidos más coinciden, pero no puedes cambiarlos: se quedan como están.',
      }),
    full: (many, max) =>
      count(many, {
        one: `# sonido más coincide, pero tendría demasiadas etiquetas (como mucho ${max}): se queda como está.`,
        other: `# sonidos más coinciden, pero tendrían demasiadas etiquetas (como mucho ${max}): se quedan como están.`,
      }),
    yesRemove: (many) => `Quitar ${sounds(many)}`,
    yesEdit: (many) => `Cambiar ${sounds(many)}`,
    removed: (many) => `🗑️ ${count(many, { one: '# sonido quitado', other: '# sonidos quitados' })}.`,
    edited: (many) => `✏️ Etiquetas de ${sounds(many)} cambiadas.`,
    unchanged: (many) => count(many, { one: '# sonido sigue igual:', other: '# sonidos siguen igual:' }),
  },
  lifting: {
    noneLeft: 'Ningún sonido de aquí pasa estos filtros.',
    search: 'Buscar sin filtros',
  },
  explained: {
    topic: 'Qué explicar; sin esta opción, un resumen',
    features: 'Los seis rasgos y qué significan las puntuaciones',
    title: '👂 Qué comparo',
    hint: '`/help` con el tema *features* explica cada uno en una línea.',
    inFooter: 'ver /help features',
    mfcc: 'brillante o apagado, qué voz o instrumento',
    chroma: 'qué notas tiene, y durante cuánto tiempo',
    contrast: 'qué destaca, y sobre qué fondo',
    rhythm: 'cómo de rápidos son los golpes, y su patrón',
    zcr: 'si vibra como una voz o sisea como el ruido',
    rms: 'qué volumen tiene, y cómo cambia',
    meaning: 'qué es, por ejemplo un perro o una puerta (CLAP)',
    words: 'Las puntuaciones en palabras',
    wordsExplained: (words) =>
      `${words}. «La misma grabación» la decide una huella y no la puntuación: por eso está por encima de todas las demás.`,
  },
  weighing: {
    reset: 'Todo como siempre',
    resetHint: 'Los pesos habituales de este servidor',
    only: (feature) => `Solo ${feature}`,
    more: (feature) => `Más ${feature}`,
    moreHint: 'Cuenta mucho más de lo habitual',
    less: (feature) => `Menos ${feature}`,
    lessHint: 'Cuenta mucho menos de lo habitual',
    off: (feature) => `Sin ${feature}`,
    offHint: 'No cuenta nada',
    normal: (feature) => `${feature} como siempre`,
    normalHint: 'Vuelve a contar como siempre',
  },
}));
