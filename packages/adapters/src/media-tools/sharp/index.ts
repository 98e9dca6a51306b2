export { drawPicture } from './draw-picture.ts';
export { prepareCover } from './prepare-cover.ts';
export { coverScaler } from './scale-cover.ts';
