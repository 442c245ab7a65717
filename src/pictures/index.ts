/** Pictures of sounds and of libraries. */
export type { DrawnPicture, MapPicture, Picture, SearchPicture, Similarity, SoundPicture } from './picture.ts';
export { type Pictures, startPictures } from './start-pictures.ts';
