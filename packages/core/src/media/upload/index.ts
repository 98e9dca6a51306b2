export type { ProcessingState, ProcessingStep, Upload } from './model.ts';
export type { UploadChange, UploadStore } from './ports.ts';
