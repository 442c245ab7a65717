/** Pictures of sounds and of libraries. */
export type { Drawn, MapPicture, Picture, SearchPicture, Shown, Similarity, SoundPicture } from './picture.ts';
export { type Pictures, startPictures } from './start-pictures.ts';
