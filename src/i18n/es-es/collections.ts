import { defineMessages } from '../define-messages.ts';
import type { CollectionMessages } from '../en-us/collections.ts';

export const collections = defineMessages<CollectionMessages>('es-ES', () => ({
  collection: {
    description: 'Colecciones: listas de sonidos con nombre que todos comparten aquí',
    show: 'Mira una colección con su portada y reproduce sus sonidos',
    list: 'Mira todas las colecciones de este servidor',
    add: 'Añade un sonido, o todos los de un filtro, a una colección; un nombre nuevo la crea',
    remove: 'Saca un sonido, o todos los de un filtro, de una colección',
    rename: 'Cambia el nombre de una colección cuyos sonidos puedes cambiar',
    delete: 'Borra una colección cuyos sonidos puedes cambiar; los sonidos siguen en la biblioteca',
    which: 'Qué colección: escribe parte de su nombre',
    into: 'La colección, o el nombre de una nueva',
    to: 'El nombre nuevo',
    all: 'Colecciones',
    none: 'Todavía no hay ninguna colección. Crea una con `/collection add`.',
    play: '🔊 Reproducir uno de estos…',
    cover: (name) => `Formas de onda de sonidos de la colección «${name}».`,
    added: (sounds, name) => `📁 Añadido a **${name}**: ${sounds}.`,
    removed: (sounds, name) => `📁 Sacado de **${name}**: ${sounds}.`,
    renamed: (name, to) => `📁 **${name}** se llama ahora **${to}**.`,
    deleted: (name) => `📁 **${name}** está borrada. Sus sonidos siguen en la biblioteca.`,
    help: '`/collection` reúne sonidos bajo un nombre; `in:nombre` en un `filter` los encuentra.',
  },
  path: {
    description: 'Lleva de un sonido a otro por sonidos parecidos, en una lista para escuchar',
    from: 'El primer sonido: escribe parte de su nombre o de sus etiquetas',
    to: 'El último sonido: escribe parte de su nombre o de sus etiquetas',
    steps: 'Cuántos sonidos hay entre los dos; 4 si no lo dices',
    title: (from, to) => `🧭 De ${from} a ${to}`,
    picture: (from, to) => `Formas de onda de los sonidos de «${from}» a «${to}».`,
    help: '`/path` lleva de un sonido a otro.',
  },
}));
