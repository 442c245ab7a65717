import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';

const { count } = formatFor('es-ES');

export const forget: Messages['forget'] = {
  description: 'Borra para siempre todos los sonidos que has añadido aquí',
  ask: (number) =>
    `Has añadido ${count(number, { one: '# sonido', other: '# sonidos' })} aquí. ¿Borrarlo todo, con el audio y tu nombre? No se puede deshacer.`,
  nothing: 'No has añadido nada aquí. No hay nada que borrar.',
  yes: 'Borrarlo todo',
  done: (number) =>
    `🧹 ${count(number, { one: '# sonido borrado', other: '# sonidos borrados' })}. Los mensajes que publiqué en los canales puedes borrarlos tú.`,
};
