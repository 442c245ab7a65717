import { defineMessages } from '../define-messages.ts';
import type { CommandMessages } from '../en-us/commands.ts';

export const commands = defineMessages<CommandMessages>('es-ES', () => ({
  add: {
    description: 'Añade un sonido a la biblioteca; sin archivo, eliges hasta diez a la vez',
    audio: 'Un archivo de audio, o un vídeo del que quieres el sonido; sin él, elige hasta diez',
    label: 'Cómo llamarlo; si no, como el archivo',
    tags: 'Palabras para encontrarlo, separadas por comas: batería, fuerte, toma 2',
    more: 'Otro archivo; cada uno se llama como su archivo',
    fromMessage: 'Añadir a la biblioteca',
  },
  edit: {
    description: 'Cambia el nombre o las etiquetas de un sonido tuyo, o de cualquiera si este servidor te deja',
    label: 'Cómo llamarlo a partir de ahora',
    tags: 'Todas sus etiquetas, separadas por comas; un solo - las quita',
  },
  remove: { description: 'Quita un sonido tuyo, o cualquiera si este servidor te deja; antes pregunta' },
  forget: { description: 'Borra para siempre todos los sonidos que has añadido aquí' },
  sound: { which: 'Qué sonido: escribe parte de su nombre o de sus etiquetas' },
  list: {
    description: 'Mira qué hay en la biblioteca de este servidor, lo más nuevo primero, o busca un nombre',
    name: 'El nombre al que ir, o una parte de él',
    tag: 'Solo sonidos con esta etiqueta',
    author: 'Solo sonidos que añadió este miembro',
    page: 'Qué página; en la 1 están los más nuevos',
  },
  info: { description: 'Escucha un sonido de la biblioteca y mira todo sobre él' },
  map: {
    description: 'Mira toda la biblioteca en un mapa donde los sonidos parecidos están juntos',
    tag: 'Solo sonidos con esta etiqueta',
    sound: 'Solo este sonido y los más parecidos: escribe parte de su nombre',
    private: 'Mostrarte el mapa solo a ti',
  },
  duplicates: { description: 'Busca grabaciones que están más de una vez en la biblioteca' },
  stats: { description: 'La biblioteca de este servidor en cifras' },
  search: {
    description: 'Busca los sonidos de aquí más parecidos al tuyo: un archivo, un sonido de aquí o palabras',
    audio: 'Sonidos como este archivo de audio, o como el sonido de este vídeo',
    sound: 'Sonidos como este, de la biblioteca: escribe parte de su nombre',
    text: 'Sonidos que encajan con estas palabras, en inglés: dog barking in the rain',
    top: (most) => `Cuántos mostrar a la vez, ${most} como máximo`,
    tag: 'Solo sonidos con esta etiqueta',
    author: 'Solo sonidos que añadió este miembro',
    minScore: 'Solo sonidos que se parecen al menos este tanto por ciento',
    by: 'Qué se compara: el sonido entero, o solo su melodía, su ritmo o una parte',
    order: 'Orden de los resultados; por defecto, el habitual de este servidor',
    private: 'Mostrarte la respuesta solo a ti',
    fromMessage: 'Buscar sonidos parecidos',
  },
  exporting: { description: 'Descarga toda la biblioteca: archivos zip con el audio, los nombres y las etiquetas' },
  importing: {
    description: 'Añade muchos sonidos: un zip, de /export o tuyo; sin él, hasta diez archivos',
    archive: 'El archivo zip; una biblioteca grande viene en varios. Sin él, elige hasta diez archivos',
  },
  settings: { description: 'Para gestores: quién añade y quita, dónde se me usa, cómo se busca y cuánto se guarda' },
  help: { description: 'Cómo encontrar sonidos de oído, en un minuto' },
}));
