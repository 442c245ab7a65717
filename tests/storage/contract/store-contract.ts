import { addingContract } from './adding-contract.ts';
import { changeContract } from './change-contract.ts';
import { fingerprintContract } from './fingerprint-contract.ts';
import { librariesContract } from './libraries-contract.ts';
import { libraryContract } from './library-contract.ts';
import { modelContract } from './model-contract.ts';
import type { NewPlace } from './place.ts';
import { searchContract } from './search-contract.ts';
import { settingsContract } from './settings-contract.ts';

/** Defines the tests that every store passes. */
export function storeContract(newPlace: NewPlace): void {
  libraryContract(newPlace);
  addingContract(newPlace);
  changeContract(newPlace);
  librariesContract(newPlace);
  settingsContract(newPlace);
  fingerprintContract(newPlace);
  searchContract(newPlace);
  modelContract(newPlace);
}
