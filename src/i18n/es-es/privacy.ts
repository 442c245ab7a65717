import { defineMessages } from '../define-messages.ts';
import type { PrivacyMessages } from '../en-us/privacy.ts';

export const privacy = defineMessages<PrivacyMessages>('es-ES', ({ count, number, sounds }) => ({
  privacy: {
    kept: (days) =>
      `Guardo cada sonido con su audio, sus etiquetas y el nombre y el ID de quien lo añadió, hasta que se quite o ${number(days)} días después de que yo deje el servidor. \`/forget\` borra los tuyos.`,
    policy: (url) => `Política de privacidad de quien aloja este bot: ${url}`,
  },
  sharing: {
    ask: '🔒 No todos pueden ver este canal, pero todos en este servidor pueden encontrar y reproducir los sonidos de la biblioteca. ¿Añadirlo igualmente? Solo lo pregunto una vez para este canal.',
    yes: 'Añadir para todos',
    no: 'No añadir nada',
  },
  forget: {
    ask: (many, messages) =>
      `Has añadido ${sounds(many)} aquí${messages === 0 ? '' : `, y ${count(messages, { one: '# de mis mensajes tiene', other: '# de mis mensajes tienen' })} tu audio`}. ¿Borrarlo todo, con tu nombre, y eliminar mis mensajes? No se puede deshacer.`,
    nothing: 'No has añadido nada aquí. No hay nada que borrar.',
    yes: 'Borrarlo todo',
    deleting: (many, messages) =>
      `🧹 ${count(many, { one: '# sonido borrado', other: '# sonidos borrados' })}. Estoy eliminando ${count(messages, { one: '# mensaje mío', other: '# mensajes míos' })}…`,
    done: (many, deleted, left) =>
      [
        `🧹 ${count(many, { one: '# sonido borrado', other: '# sonidos borrados' })}.`,
        deleted > 0
          ? `${count(deleted, { one: '# mensaje mío con tu audio eliminado', other: '# mensajes míos con tu audio eliminados' })}.`
          : '',
        left > 0
          ? `No pude eliminar ${count(left, { one: '# mensaje', other: '# mensajes' })}: usa /forget más tarde o pídeselo a quien gestione los mensajes.`
          : '',
        'Tus propios mensajes se quedan; puedes eliminarlos tú. No conozco todos mis mensajes antiguos: si encuentras uno con tu audio, pide a alguien que gestione los mensajes que lo elimine.',
      ]
        .filter((line) => line !== '')
        .join('\n'),
  },
}));
