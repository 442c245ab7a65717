export type { MapPicture, Picture, Similarity } from './picture.ts';
export { type Pictures, startPictures } from './start-pictures.ts';
