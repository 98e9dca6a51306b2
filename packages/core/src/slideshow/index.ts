export * from './frame-at.ts';
export * from './model.ts';
export * from './plan-slideshow.ts';
export * from './ports.ts';
