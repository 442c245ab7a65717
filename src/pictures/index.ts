export type { MapPicture, Picture, Similarity } from './picture.ts';
export { pictureProblem } from './picture-problem.ts';
export { type Pictures, PicturesUnavailable, startPictures } from './start-pictures.ts';
