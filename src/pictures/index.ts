export type { MapPicture, Picture, Similarity } from './picture.ts';
export { type Pictures, PicturesStopped, startPictures } from './start-pictures.ts';
