import type { Messages } from '../en-us/index.ts';

export const help: Messages['help'] = {
  description: 'Cómo encontrar sonidos de oído, en un minuto',
  title: '👂 Soundalike encuentra sonidos de oído',
  summary: 'Dame un sonido y te digo cuáles de la biblioteca de este servidor se le parecen más, y por qué.',
  start: 'Empieza por aquí',
  add: '`/add` con un archivo de audio: pasa a la biblioteca de este servidor. Solo, `/add` te deja elegir hasta diez.',
  searchWithWords: '`/search` con otro archivo, un sonido de aquí o palabras: respondo con los sonidos más parecidos.',
  search: '`/search` con otro archivo o un sonido de aquí: respondo con los sonidos más parecidos.',
  menus: (find, add) =>
    `O, en el menú de cualquier mensaje, *Aplicaciones*: **${find}**, **${add}**. También con mensajes de voz.`,
  library: 'La biblioteca',
  looking:
    '`/list` muestra lo que hay, `/map` lo dibuja, `/info` reproduce un sonido, `/duplicates` busca repetidos, `/stats` cuenta.',
  changing:
    '`/edit` cambia el nombre y las etiquetas, `/remove` quita un sonido: los tuyos, o cualquiera si este servidor te deja.',
  moving:
    '`/forget` borra todo lo que has añadido. Quien gestiona el servidor fija las reglas con `/settings` y mueve una biblioteca entera con `/export` e `/import`.',
  belowResult: 'Debajo de un resultado',
  controls:
    '▶ reproduce un resultado, 🔎 sigue a partir de él, ◀ ▶ pasan páginas y con ⚖️ dices qué importa: más ritmo, menos timbre.',
  listensFor: 'En qué me fijo',
  goodToKnow: 'Conviene saber',
  formats: 'MP3, WAV, OGG, M4A, FLAC, Opus y el sonido de los vídeos: todo sirve.',
  reasons: 'Se muestra una razón cuando ese rasgo, por sí solo, se parece en más de un 80 %.',
  ownLibrary: 'Cada servidor tiene su propia biblioteca; ningún otro servidor la oye.',
  withClap: 'También comparo lo que los sonidos significan, con el modelo CLAP.',
  withoutClap: 'Comparo cómo suenan los sonidos; el modelo CLAP, que sabe lo que significan, no está instalado aquí.',
};
