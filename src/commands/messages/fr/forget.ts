import { formatFor } from '../../../format.ts';
import type { Messages } from '../en-us/index.ts';

const { count } = formatFor('fr');

export const forget: Messages['forget'] = {
  description: 'Effacer définitivement tous les sons que vous avez ajoutés ici',
  ask: (number) =>
    `Vous avez ajouté ${count(number, { one: '# son', other: '# sons' })} ici. Tout effacer, avec l’audio et votre nom ? C’est irréversible.`,
  nothing: 'Vous n’avez rien ajouté ici. Il n’y a rien à effacer.',
  yes: 'Tout effacer',
  done: (number) =>
    `🧹 ${count(number, { one: '# son effacé', other: '# sons effacés' })}. Les messages que j’ai publiés dans les salons, c’est à vous de les supprimer.`,
};
